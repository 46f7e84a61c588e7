//! What whoever asked a question is told.

use super::{Template, Wording};
use domain::message::MessageKind;

/// `name` is how the person is addressed: the name that was given, or a polite word.
pub(crate) const QUESTION_ANSWERED: Template = Template {
    kind: MessageKind::QuestionAnswered,
    name: "question-answered",
    id: Wording {
        subject: "Jawaban atas pertanyaan Anda tentang NIB",
        body: "Om Swastiastu, {name}. Petugas menjawab pertanyaan Anda tentang NIB:\n\n{answer}\n\nPertanyaan dan jawabannya ada di sini: {link}\nSemua layanan GRATIS.\n\n{office}",
        short: "Petugas sudah menjawab pertanyaan Anda tentang NIB. GRATIS. Baca: {link}",
    },
    en: Wording {
        subject: "The answer to your question about the NIB",
        body: "Om Swastiastu, {name}. An officer has answered your question about the NIB:\n\n{answer}\n\nYour question and the answer are here: {link}\nAll services are FREE.\n\n{office}",
        short: "An officer has answered your question about the NIB. FREE. Read it: {link}",
    },
};
