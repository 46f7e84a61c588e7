//! Texts of the questions before booking: asking, the page of a question, what is published.

use chrono::TimeDelta;
use domain::lang::Lang;

domain::texts! { QuestionWords {
    heading: "Tanya dulu", "Ask first";
    lead: "Belum yakin? Tanya apa saja tentang NIB dan layanan ini. Gratis, dan Anda tidak wajib mendaftar.", "Not sure yet? Ask anything about the NIB and this service. It is free, and you need not book.";
    asked_before: "Yang sering ditanyakan", "What others asked";
    this_village: "Untuk kunjungan ini", "About this visit";
    whole_programme: "Tentang semua kunjungan", "About all visits";
    yours: "Pertanyaan Anda", "Your question";
    example: "Contoh: Saya jual canang di rumah, apakah perlu NIB? Jangan tulis NIK.", "For example: I sell offerings at home, do I need an NIB? Do not write your NIK.";
    where_to: "Ke mana jawabannya dikirim?", "Where shall the answer go?";
    where_to_hint: "Boleh dikosongkan: jawabannya juga ada di halaman berikutnya. Simpan tautannya.", "May be left empty: the answer also stands on the next page. Keep its link.";
    phone: "Nomor WhatsApp (boleh dikosongkan)", "WhatsApp number (may be left empty)";
    email: "E-mail (boleh dikosongkan)", "E-mail (may be left empty)";
    name: "Nama (boleh dikosongkan)", "Name (may be left empty)";
    name_hint: "Tidak pernah ditampilkan kepada orang lain.", "Never shown to others.";
    privacy: "Nomor dan e-mail hanya dipakai untuk mengirim jawaban, lalu dihapus.", "Number and e-mail are used to send the answer alone, and are deleted then.";
    send: "Kirim pertanyaan", "Send the question";
    page_title: "Pertanyaan Anda", "Your question";
    sent: "Pertanyaan Anda sudah kami terima. Simpan tautan halaman ini: jawabannya muncul di sini.", "We have received your question. Keep the link of this page: the answer appears here.";
    asked_at: "Dikirim", "Sent";
    waits: "Belum dijawab. Petugas menjawab pada hari kerja.", "Not answered yet. Officers answer on working days.";
    also_told: "Jawabannya juga kami kirim kepada Anda.", "We also send you the answer.";
    not_told: "Anda tidak menulis nomor atau e-mail: buka lagi halaman ini untuk melihat jawabannya.", "You left no number or e-mail: open this page again to see the answer.";
    set_aside: "Pertanyaan ini tidak bisa kami jawab di sini. Silakan tanya lagi dengan kata lain, atau hubungi kantor.", "We cannot answer this question here. Please ask again in other words, or contact the office.";
    answer: "Jawaban petugas", "The officer's answer";
    to_visit: "Lihat kunjungan dan pesan tempat", "See the visit and book a place";
    ask_more: "Tanya lagi", "Ask again";
    privacy_what: "Bila Anda bertanya: pertanyaannya, dan bila Anda isi: nama, nomor WhatsApp, e-mail. Nomor dan e-mail dihapus setelah dijawab, pertanyaannya setelah 90 hari.", "If you ask a question: the question, and if you enter them: name, WhatsApp number, e-mail. Number and e-mail are deleted once it is answered, the question after 90 days.";

    // For staff.
    questions: "Pertanyaan", "Questions";
    staff_lead: "Jawab dengan kalimat pendek. Yang berguna bagi orang lain, terbitkan setelah dibersihkan dari nama dan nomor.", "Answer in short sentences. What helps others, publish once it is cleared of names and numbers.";
    of_this_visit: "Hanya pertanyaan tentang kunjungan ini.", "Only questions about this visit.";
    see_all: "Lihat semua pertanyaan", "See all questions";
    none: "Belum ada pertanyaan.", "There are no questions yet.";
    about: "Tentang", "About";
    programme: "Program (semua desa)", "The programme (all villages)";
    from_whom: "Nama", "Name";
    unanswered: "Belum dijawab", "Not answered";
    answered: "Dijawab", "Answered";
    is_set_aside: "Dikesampingkan", "Set aside";
    is_published: "Diterbitkan", "Published";
    reply: "Jawaban", "Answer";
    reply_hint: "Paling banyak 600 huruf. Dikirim kepada penanya, dan tampil di tautannya.", "At most 600 characters. It is sent to the person, and stands at their link.";
    reply_hint_link: "Paling banyak 600 huruf. Penanya tidak meninggalkan nomor: jawaban tampil di tautannya.", "At most 600 characters. The person left no number: the answer stands at their link.";
    reply_button: "Kirim jawaban", "Send the answer";
    set_aside_button: "Kesampingkan tanpa jawaban", "Set aside without an answer";
    publish: "Terbitkan untuk semua orang", "Publish for everybody";
    publish_again: "Ubah yang diterbitkan", "Change what is published";
    publish_lead: "Tulis ulang tanpa nama, nomor, dan e-mail; dalam bahasa Indonesia. Semua orang membacanya.", "Write it again without names, numbers and e-mail addresses, in Indonesian. Everybody reads it.";
    public_question: "Pertanyaan untuk umum", "Question for the public";
    public_answer: "Jawaban untuk umum", "Answer for the public";
    where_shown: "Tampil di mana?", "Where is it shown?";
    in_village: "Hanya di desa ini", "In this village alone";
    everywhere: "Di semua desa", "In all villages";
    publish_button: "Terbitkan", "Publish";
    unpublish: "Tarik dari halaman umum", "Take off the public pages";
    published: "Yang sudah diterbitkan", "What is published";
    nothing_published: "Belum ada yang diterbitkan.", "Nothing is published yet.";
    all_villages: "Semua desa", "All villages";
    see_questions: "Lihat pertanyaan", "See the questions";
    note_answered: "Jawaban tersimpan. Lihat halaman Pesan: yang lewat WhatsApp mungkin Anda kirim sendiri.", "The answer is saved. See Messages: those by WhatsApp you may have to send yourself.";
    note_set_aside: "Pertanyaan dikesampingkan.", "The question is set aside.";
    note_published: "Sudah terbit di halaman umum.", "It is on the public pages.";
    note_unpublished: "Sudah ditarik dari halaman umum.", "It is off the public pages.";
} }

impl QuestionWords {
    /// How long a question has waited, in the largest whole unit.
    pub fn age(self, waited: TimeDelta) -> String {
        let plural = |number: i64, one: &str, many: &str| {
            let word = if number == 1 { one } else { many };
            format!("{number} {word}")
        };
        let (days, hours, minutes) = (waited.num_days(), waited.num_hours(), waited.num_minutes().max(0));
        match self.0 {
            Lang::Id if days > 0 => format!("sejak {days} hari"),
            Lang::Id if hours > 0 => format!("sejak {hours} jam"),
            Lang::Id => format!("sejak {minutes} menit"),
            Lang::En if days > 0 => format!("for {}", plural(days, "day", "days")),
            Lang::En if hours > 0 => format!("for {}", plural(hours, "hour", "hours")),
            Lang::En => format!("for {}", plural(minutes, "minute", "minutes")),
        }
    }

    /// Questions without an answer.
    pub fn waiting(self, open: u32) -> String {
        match (self.0, open) {
            (Lang::Id, _) => format!("{open} pertanyaan belum dijawab."),
            (Lang::En, 1) => "1 question has no answer yet.".to_owned(),
            (Lang::En, _) => format!("{open} questions have no answer yet."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_its_largest_unit() {
        let of = |minutes| QuestionWords(Lang::En).age(TimeDelta::minutes(minutes));
        assert_eq!(of(-3), "for 0 minutes");
        assert_eq!(of(59), "for 59 minutes");
        assert_eq!(of(60), "for 1 hour");
        assert_eq!(of(3 * 24 * 60), "for 3 days");
        assert_eq!(
            QuestionWords(Lang::Id).age(TimeDelta::minutes(125)),
            "sejak 2 jam"
        );
    }
}
