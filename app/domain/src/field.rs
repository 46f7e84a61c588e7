//! Fields of forms and what can be wrong with them. One list for pages and API, so that an error
//! stands beside its field everywhere.

use crate::id::OperatorId;
use crate::lang::Lang;
use crate::part::PartProblem;
use crate::phone::PhoneError;
use crate::private::Private;
use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($key:ident = $name:literal;)*) => {
        /// A field of a form or of an API body.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Field { $( #[doc = $name] #[serde(rename = $name)] $key, )* }

        impl Field {
            /// The field's name in forms and in JSON.
            pub const fn name(self) -> &'static str {
                match self { $( Field::$key => $name, )* }
            }
        }
    };
}

fields! {
    Slot = "slot_id";
    ApplicantName = "applicant_name";
    Phone = "phone";
    Banjar = "banjar";
    BusinessActivity = "business_activity";
    BusinessName = "business_name";
    Email = "email";
    AssistanceNeeded = "assistance_needed";
    IdempotencyKey = "idempotency_key";
    Consent = "consent";
    Village = "village";
    Date = "date";
    StartsAt = "starts_at";
    EndsAt = "ends_at";
    BreakFrom = "break_from";
    BreakUntil = "break_until";
    SlotMinutes = "slot_minutes";
    ServiceMinutes = "service_minutes";
    WalkInPlaces = "walk_in_places";
    Venue = "venue";
    Operators = "operators";
    OverrideReason = "override_reason";
    SuddenReason = "sudden_reason";
    Reason = "reason";
    Answer = "answer";
    OtherDate = "other_date";
    ContactName = "contact_name";
    ContactPhone = "contact_phone";
    ContactEmail = "contact_email";
    Note = "note";
    UserName = "user_name";
    Password = "password";
    OperatorName = "operator_name";
    CertifiedOn = "certified_on";
    AbsentFrom = "absent_from";
    AbsentUntil = "absent_until";
    Duty = "duty";
    Supervised = "training";
    WorkingDays = "working_days";
    Parts = "parts";
    OfficeReason = "office_reason";
    NoShowPercent = "no_show_percent";
    WalkInsExpected = "walk_ins_expected";
    ServiceSpreadPercent = "service_spread_percent";
    EverySlotFull = "every_slot_full";
    OutageFrom = "outage_from";
    OutageMinutes = "outage_minutes";
    Days = "days";
    Seed = "seed";
    LetterNumber = "letter_number";
    LetterDate = "letter_date";
    LetterRecipient = "letter_recipient";
    UnlicensedEstimate = "unlicensed_estimate";
    TravelMinutes = "travel_minutes";
    Signal = "signal";
    HolidayKind = "holiday_kind";
    HolidayName = "holiday_name";
    LunarKind = "lunar_kind";
    OutreachChannel = "channel";
    ReachChannel = "reach";
    Banjars = "banjars";
    BanjarName = "banjar_name";
    Photo = "photo";
    LinkRole = "role";
    Temple = "temple";
    OdalanKind = "odalan_kind";
    Question = "question";
    Reply = "reply";
    PublicQuestion = "public_question";
    PublicAnswer = "public_answer";
    Need = "need";
    Outcome = "outcome";
    PendingReason = "pending_reason";
    ReferredTo = "referred_to";
    Nib = "nib";
    CallBack = "call_back";
    IncidentFrom = "incident_from";
    IncidentUntil = "incident_until";
    CallBackDate = "call_back_date";
    CallBackTime = "call_back_time";
    Responsible = "responsible";
    ReturnPlace = "return_place";
    PrepareAfter = "prepare_after";
    SlipsAfter = "slips_after";
    ConfirmMinutes = "confirm_minutes";
    WaitWords = "wait_words";
    PrepareWords = "prepare_words";
    SlipsWords = "slips_words";
    Scores = "scores";
    MeetingDate = "held_on";
    Present = "present";
    Proposals = "proposals";
    Indicator = "indicator";
    Obstacle = "obstacle";
    Decision = "decision";
    Owner = "owner";
    Due = "due";
    DecisionOutcome = "decision_outcome";
    ContinuedUntil = "continued_until";
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was entered.
    Missing,
    /// Fewer characters than `min`.
    TooShort {
        /// Least number of characters.
        min: u16,
    },
    /// More characters than `max`.
    TooLong {
        /// Greatest number of characters.
        max: u16,
    },
    /// Not as many digits as it has.
    Digits {
        /// Its number of digits.
        needed: u16,
    },
    /// The phone number cannot be one.
    Phone(PhoneError),
    /// Not an e-mail address.
    Email,
    /// Sixteen digits: a NIK must never be entered here (law 27/2022, data minimisation).
    LooksLikeNik,
    /// A sign that no name holds, such as a control character.
    BadCharacter,
    /// Not a number, or outside the range.
    OutOfRange {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// Not a date.
    NotADate,
    /// Not a time of day.
    NotATime,
    /// None of the choices offered.
    NotAChoice,
    /// The date lies in the past.
    InThePast,
    /// The date lies ahead.
    InTheFuture,
    /// The file is no photo that can be read.
    PhotoKind,
    /// The file of the photo is too large.
    PhotoTooLarge,
    /// The end is not after the start.
    EndBeforeStart,
    /// The break does not lie inside the hours.
    BreakOutsideHours,
    /// The village has a visit on that day already.
    VillageTakenThatDay,
    /// The calendar holds this date; a reason is needed to keep it.
    CalendarHolds,
    /// The plan of the month is out; a reason is needed to add to it.
    MonthPublished,
    /// The person is in another village at that time of the day.
    AllottedElsewhere {
        /// Who.
        name: String,
        /// Where.
        village: String,
    },
    /// The person is absent that day.
    AbsentThatDay {
        /// Who.
        name: String,
    },
    /// The person does not work on that day of the week.
    NotWorkingThatDay {
        /// Who.
        name: String,
    },
    /// The part of the day of this person does not fit.
    PartOfDay {
        /// Whose.
        operator: OperatorId,
        /// What is wrong.
        what: PartProblem,
    },
    /// Fewer operators would stay at the counter than the minimum; a reason is needed to approve it.
    OfficeBelowMinimum {
        /// How many would stay.
        left: u32,
        /// How many should.
        minimum: u32,
    },
    /// A letter cannot be dated after the visit it announces.
    AfterVisit,
    /// The calendar holds the same day already.
    InCalendar,
    /// Somebody else has just taken the last place.
    PlaceTaken,
    /// The person has a place in that visit already.
    BookedThere,
    /// It is to be published and holds what tells whose it is.
    Private(Private),
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// Joins a field and its problem.
    pub const fn new(field: Field, problem: Problem) -> Self {
        Self { field, problem }
    }
}

impl Problem {
    /// What to do about it, in the user's language.
    pub fn text(&self, field: Field, lang: Lang) -> String {
        let pick = |id: &str, en: &str| lang.pick(id, en).to_owned();
        match self {
            Problem::Missing => missing(field, lang).to_owned(),
            Problem::TooShort { min } => match lang {
                Lang::Id => format!("Isi sedikitnya {min} huruf."),
                Lang::En => format!("Enter at least {min} characters."),
            },
            Problem::TooLong { max } => match lang {
                Lang::Id => format!("Terlalu panjang: paling banyak {max} huruf."),
                Lang::En => format!("Too long: at most {max} characters."),
            },
            Problem::Digits { needed } => match lang {
                Lang::Id => format!("Isi tepat {needed} angka."),
                Lang::En => format!("Enter exactly {needed} digits."),
            },
            Problem::Phone(error) => phone(error, lang),
            Problem::Email => pick(
                "Periksa alamat e-mail, contoh: nama@gmail.com. Boleh juga dikosongkan.",
                "Check the e-mail address, for example name@gmail.com. You may also leave it empty.",
            ),
            Problem::LooksLikeNik => pick(
                "Jangan tulis NIK di sini. NIK hanya diisi bersama petugas di tempat pelayanan.",
                "Do not write your NIK here. It is only entered together with an officer at the venue.",
            ),
            Problem::BadCharacter => pick(
                "Hapus tanda yang bukan huruf atau angka.",
                "Remove signs that are not letters or digits.",
            ),
            Problem::OutOfRange { min, max } => match lang {
                Lang::Id => format!("Isi angka dari {min} sampai {max}."),
                Lang::En => format!("Enter a number from {min} to {max}."),
            },
            Problem::NotADate => pick("Pilih tanggal yang benar.", "Choose a valid date."),
            Problem::NotATime => pick("Isi jam, contoh: 08.30.", "Enter a time, for example 08.30."),
            Problem::NotAChoice => pick("Pilih salah satu.", "Choose one of the options."),
            Problem::InThePast => pick(
                "Tanggal sudah lewat. Pilih tanggal lain.",
                "That date has passed. Choose another.",
            ),
            Problem::InTheFuture => pick(
                "Tanggal itu belum tiba. Catat yang sudah dilakukan.",
                "That date has not come yet. Enter what has been done.",
            ),
            Problem::PhotoKind => pick(
                "Berkas ini bukan foto JPG, PNG, atau WebP yang bisa dibaca. Pilih foto lain, atau kirim tangkapan layarnya.",
                "This file is no JPG, PNG or WebP photo that can be read. Choose another one, or send a screenshot of it.",
            ),
            Problem::PhotoTooLarge => pick(
                "Foto ini lebih besar dari 5 MB. Kecilkan, atau kirim tangkapan layarnya.",
                "This photo is larger than 5 MB. Make it smaller, or send a screenshot of it.",
            ),
            Problem::EndBeforeStart => pick(
                "Jam selesai harus sesudah jam mulai.",
                "The end must be after the start.",
            ),
            Problem::BreakOutsideHours => pick(
                "Istirahat harus di antara jam mulai dan jam selesai.",
                "The break must lie between start and end.",
            ),
            Problem::VillageTakenThatDay => pick(
                "Desa ini sudah punya kunjungan pada tanggal itu.",
                "This village already has a visit on that date.",
            ),
            Problem::CalendarHolds => pick(
                "Tanggal ini hari libur atau hari raya. Pilih tanggal lain, atau tulis alasannya.",
                "This date is a holiday. Choose another one, or give a reason.",
            ),
            Problem::MonthPublished => pick(
                "Rencana bulan itu sudah terbit. Tulis alasan mendadaknya.",
                "The plan of that month is out. Give the reason for adding to it.",
            ),
            Problem::AllottedElsewhere { name, village } => match lang {
                Lang::Id => format!("{name} sudah bertugas di Desa {village} pada jam yang sama hari itu."),
                Lang::En => format!("{name} is in Desa {village} at that time of the day."),
            },
            Problem::AbsentThatDay { name } => match lang {
                Lang::Id => format!("{name} absen pada hari itu. Pilih orang lain atau hapus absennya."),
                Lang::En => format!("{name} is absent that day. Choose somebody else or remove the absence."),
            },
            Problem::NotWorkingThatDay { name } => match lang {
                Lang::Id => format!("{name} tidak bekerja pada hari itu. Pilih orang lain."),
                Lang::En => format!("{name} does not work on that day. Choose somebody else."),
            },
            Problem::PartOfDay { what, .. } => part(*what, lang).to_owned(),
            Problem::OfficeBelowMinimum { left, minimum } => match lang {
                Lang::Id => format!(
                    "Hanya {left} operator tersisa di kantor, paling sedikit {minimum}. Kurangi tim, atau tulis alasan persetujuan Anda."
                ),
                Lang::En => format!(
                    "Only {left} operators stay at the office, the least is {minimum}. Take fewer along, or give the reason why you approve."
                ),
            },
            Problem::AfterVisit => pick(
                "Tanggal surat harus sebelum hari kunjungan, atau pada hari itu.",
                "The letter must be dated before the visit, or on its day.",
            ),
            Problem::BookedThere => pick(
                "Orang ini sudah terdaftar pada kunjungan itu. Pilih tempat lain, atau ubah pendaftarannya di sana.",
                "This person is already booked in that visit. Choose another place, or change the booking there.",
            ),
            Problem::Private(found) => match lang {
                Lang::Id => format!(
                    "Di sini ada {}. Hapus dulu: tulisan ini dibaca semua orang.",
                    found.word(lang)
                ),
                Lang::En => format!(
                    "This holds {}. Remove it: everybody reads this.",
                    found.word(lang)
                ),
            },
            Problem::PlaceTaken => pick(
                "Tempat ini baru saja terisi. Pilih yang lain.",
                "This place has just been taken. Choose another one.",
            ),
            Problem::InCalendar => pick(
                "Hari ini sudah ada di kalender pada tanggal itu.",
                "The calendar holds this day on that date already.",
            ),
        }
    }
}

fn missing(field: Field, lang: Lang) -> &'static str {
    let (id, en) = match field {
        Field::Slot => ("Pilih jam kedatangan.", "Choose an arrival time."),
        Field::ApplicantName => ("Isi nama Anda.", "Enter your name."),
        Field::Phone | Field::ContactPhone => ("Isi nomor WhatsApp.", "Enter a WhatsApp number."),
        Field::BusinessActivity => (
            "Tulis usaha Anda, contoh: jual jaje Bali.",
            "Describe your business, for example: selling snacks.",
        ),
        Field::Village => ("Pilih desa.", "Choose a village."),
        Field::Consent => (
            "Tanyakan dulu kepada orangnya, lalu centang bila ia setuju.",
            "Ask the person first, then tick the box if the person agrees.",
        ),
        Field::Question | Field::PublicQuestion => ("Tulis pertanyaannya.", "Write the question."),
        Field::Reply | Field::PublicAnswer => ("Tulis jawabannya.", "Write the answer."),
        Field::LetterNumber => ("Isi nomor surat.", "Enter the number of the letter."),
        Field::OutreachChannel => ("Pilih caranya.", "Choose the way."),
        Field::BanjarName => ("Isi nama banjar.", "Enter the name of the banjar."),
        Field::Date | Field::OtherDate | Field::LetterDate | Field::CallBackDate => {
            ("Pilih tanggal.", "Choose a date.")
        }
        Field::CallBackTime => ("Isi jam, contoh: 09.00.", "Enter a time, for example 09.00."),
        Field::Nib => ("Isi nomor NIB.", "Enter the NIB."),
        Field::ReferredTo => ("Pilih tempat rujukan.", "Choose where to."),
        Field::ReturnPlace => ("Pilih satu tempat.", "Choose a place."),
        Field::Answer => ("Pilih salah satu jawaban.", "Choose one of the answers."),
        Field::Reason | Field::OverrideReason => ("Tulis alasannya.", "Give the reason."),
        Field::HolidayName => ("Isi nama hari libur.", "Enter the name of the holiday."),
        Field::Temple => ("Isi nama pura.", "Enter the name of the temple."),
        Field::UserName => ("Isi nama pengguna.", "Enter your user name."),
        Field::Password => ("Isi kata sandi.", "Enter your password."),
        _ => ("Isian ini perlu diisi.", "This field is needed."),
    };
    lang.pick(id, en)
}

fn part(what: PartProblem, lang: Lang) -> &'static str {
    let (id, en) = match what {
        PartProblem::NotATime => (
            "Isi kedua jam bertugas, contoh: 08.30 dan 10.00; atau kosongkan keduanya.",
            "Enter both times of duty, for example 08.30 and 10.00; or leave both empty.",
        ),
        PartProblem::EndBeforeStart => (
            "Jam selesai bertugas harus sesudah jam mulai.",
            "The end of duty must be after its start.",
        ),
        PartProblem::OutsideHours => (
            "Jam bertugas harus di dalam jam pelayanan.",
            "The time of duty must lie inside the hours of service.",
        ),
    };
    lang.pick(id, en)
}

fn phone(error: &PhoneError, lang: Lang) -> String {
    match (error, lang) {
        (PhoneError::Empty, _) => missing(Field::Phone, lang).to_owned(),
        (PhoneError::NotANumber, Lang::Id) => "Nomor WhatsApp hanya angka, contoh: 0812 3456 7890.".into(),
        (PhoneError::NotANumber, Lang::En) => {
            "A WhatsApp number has digits only, for example 0812 3456 7890.".into()
        }
        (PhoneError::TooShort { missing }, Lang::Id) => format!("Nomor WhatsApp kurang {missing} angka."),
        (PhoneError::TooShort { missing }, Lang::En) => {
            format!("The WhatsApp number is {missing} digits short.")
        }
        (PhoneError::TooLong { extra }, Lang::Id) => format!("Nomor WhatsApp kelebihan {extra} angka."),
        (PhoneError::TooLong { extra }, Lang::En) => {
            format!("The WhatsApp number has {extra} digits too many.")
        }
        (PhoneError::NotMobile, Lang::Id) => "Isi nomor HP yang diawali 08.".into(),
        (PhoneError::NotMobile, Lang::En) => "Enter a mobile number that starts with 08.".into(),
    }
}
