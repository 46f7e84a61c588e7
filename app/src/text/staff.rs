//! Texts of the staff pages; those that hold numbers or names are in `lines`.

mod after;
mod calendar;
mod choice;
mod day;
mod demand;
mod evaluation;
mod letter;
mod lines;
mod meeting;
mod month;
mod papers;
mod people;
mod report;
mod settle;
mod what_if;

pub use after::AfterWords;
pub use calendar::CalendarWords;
pub use choice::ChoiceWords;
pub use day::DayWords;
pub use demand::DemandWords;
pub use evaluation::EvaluationWords;
pub use letter::LetterWords;
pub use meeting::MeetingWords;
pub use month::MonthWords;
pub use papers::PaperWords;
pub use people::PeopleWords;
pub use report::ReportsWords;
pub use settle::SettleWords;
pub use what_if::WhatIfWords;

domain::texts! { StaffWords {
    // The frame
    office: "Jemput Izin · Petugas", "Jemput Izin · Staff";
    skip: "Langsung ke isi", "Skip to content";
    menu: "Menu petugas", "Staff menu";
    today: "Hari ini", "Today";
    visits: "Kunjungan", "Visits";
    messages: "Pesan", "Messages";
    more: "Lainnya", "More";
    back_to_visit: "Kembali ke kunjungan", "Back to the visit";
    back_to_bookings: "Kembali ke daftar pendaftar", "Back to the bookings";
    yes: "Ya", "Yes";
    none: "–", "–";
    optional: "Boleh dikosongkan.", "May be left empty.";

    // What was done
    saved: "Tersimpan.", "Saved.";
    marked_sent: "Pesan ditandai sudah dikirim.", "The message is marked as sent.";
    link_made: "Tautan dan pesan untuk desa sudah dibuat. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The link and its message are made. See Messages: those by WhatsApp you send yourself.";
    resumed: "Saluran dipakai lagi.", "The channel is used again.";
    resent: "Pesan masuk antrean lagi.", "The message is in the queue again.";
    booked_for: "Pendaftaran tersimpan. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The booking is saved. See Messages: those by WhatsApp you send yourself.";
    moved: "Pendaftar dipindah ke jam baru. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The person was moved to the new time. See Messages: those by WhatsApp you send yourself.";
    cancelled: "Pendaftaran dibatalkan. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The booking is cancelled. See Messages: those by WhatsApp you send yourself.";
    logged_out: "Anda sudah keluar.", "You are logged out.";
    unsent: "Ada catatan hari pelayanan yang belum terkirim dari perangkat ini. Catatan itu tetap tersimpan di sini dan terkirim setelah petugas masuk lagi. Tetap keluar?", "Some records of the service day are not sent yet from this device. They stay here and are sent after the next log-in. Log out all the same?";
    stepped: "Langkah tercatat.", "The step is recorded.";

    // Log in
    log_in: "Masuk", "Log in";
    log_in_lead: "Untuk petugas DPMPTSP Tabanan.", "For the staff of the Tabanan licence office.";
    user_name: "Nama pengguna", "User name";
    password: "Kata sandi", "Password";
    log_in_help: "Lupa kata sandi? Hubungi pengelola aplikasi di kantor.", "Forgot your password? Ask the administrator in the office.";
    to_public: "Ke halaman umum", "To the public site";

    // Today
    decisions: "Perlu keputusan", "Needs a decision";
    no_decisions: "Tidak ada yang menunggu keputusan.", "Nothing waits for a decision.";
    coming: "Kunjungan berikutnya", "Coming visits";
    no_coming: "Belum ada kunjungan yang direncanakan.", "No visit is planned yet.";
    why_proposed: "Desa belum ditanya, atau minta tanggal lain.", "The village was not asked yet, or wants another date.";
    why_awaiting: "Menunggu jawaban desa.", "Waiting for the village's answer.";
    why_confirmed: "Desa setuju; pendaftaran belum dibuka.", "The village agreed; booking is not open yet.";
    why_no_capacity: "Belum ada operator yang bisa melayani.", "No operator can serve there yet.";
    why_postponed: "Ditunda; tanggal baru belum direncanakan.", "Postponed; no new date is planned yet.";
    why_past: "Harinya sudah lewat; catat selesai atau ditunda.", "The day has passed; record it as done or postponed.";
    settle: "Selesaikan kelebihan pendaftar", "Settle the surplus";
    send_now: "Kirim sekarang", "Send them now";
    see_messages: "Lihat pesan", "See the messages";
    see_dead: "Lihat pesan yang gagal", "See the failed messages";

    // Month
    plan_visit: "Rencanakan kunjungan", "Plan a visit";
    previous_month: "Bulan sebelumnya", "Previous month";
    next_month: "Bulan berikutnya", "Next month";
    months: "Bulan lain", "Other months";
    no_visits: "Belum ada kunjungan pada bulan ini.", "No visit in this month yet.";

    // Plan
    new_visit: "Rencanakan kunjungan", "Plan a visit";
    edit_visit: "Ubah kunjungan", "Edit the visit";
    where_when: "Desa dan hari", "Village and day";
    village: "Desa", "Village";
    choose_village: "Pilih desa", "Choose a village";
    date: "Tanggal", "Date";
    date_hint: "Hari libur dan hari raya Bali muncul di bawah setelah tanggal dipilih atau formulir dikirim.", "Holidays and Balinese days appear below once a date is chosen or the form is sent.";
    calendar_says: "Catatan kalender untuk tanggal ini", "What the calendar says of this date";
    calendar_free: "Tidak ada catatan kalender untuk tanggal ini.", "The calendar has nothing against this date.";
    needs_reason: "perlu alasan", "needs a reason";
    override_reason: "Alasan tetap memakai tanggal itu", "Reason to keep the date anyway";
    override_hint: "Wajib bila tanggalnya hari libur, hari raya atau akhir pekan. Selain itu kosongkan.", "Required when the date is a holiday or a weekend. Leave empty otherwise.";
    venue: "Tempat pelayanan", "Venue";
    venue_hint: "Contoh: Balai Banjar Kelodan. Desa masih bisa memperbaikinya.", "For example: Balai Banjar Kelodan. The village may still correct it.";
    hours: "Jam pelayanan (WITA)", "Hours of service (WITA)";
    starts_at: "Mulai", "Begin";
    ends_at: "Selesai", "End";
    break_from: "Istirahat mulai", "Break from";
    break_until: "Istirahat selesai", "Break until";
    break_hint: "Istirahat boleh dikosongkan.", "The break may be left empty.";
    slots_and_places: "Jam kedatangan dan tempat", "Arrival times and places";
    slot_minutes: "Lama satu jam kedatangan (menit)", "Length of an arrival time (minutes)";
    service_minutes: "Lama melayani satu orang (menit)", "Time to serve one person (minutes)";
    walk_in_places: "Tempat untuk yang datang langsung", "Places kept for walk-ins";
    walk_in_hint: "Dikurangkan dari setiap jam kedatangan. Isi 0 bila tidak ada.", "Taken off each arrival time. Enter 0 for none.";
    team: "Tim operator", "Team of operators";
    team_hint: "Hanya operator bersertifikat yang bekerja dan tidak absen hari itu menambah tempat.", "Only certified operators who work and are not absent that day add places.";
    no_operators: "Belum ada operator. Tambahkan dahulu di Lainnya → Petugas.", "There is no operator yet. Add one first under More → People.";
    save_plan: "Simpan rencana", "Save the plan";
    save_changes: "Simpan perubahan", "Save the changes";
    edit_warning: "Yang sudah mendaftar tetap terdaftar. Bila tanggal, jam atau tempat berubah, mereka diberi tahu.", "People booked stay booked. They are told when date, hours or venue change.";

    // Visit
    slots: "Jam kedatangan", "Arrival times";
    time: "Jam", "Time";
    booked: "Terdaftar", "Booked";
    operators: "Operator", "Operators";
    attended: "Hadir", "Came";
    no_slots: "Belum ada jam kedatangan.", "There are no arrival times yet.";
    nobody_allotted: "Belum ada operator di tim.", "Nobody is in the team yet.";
    answer: "Jawaban desa", "The village's answer";
    no_answer: "Desa belum menjawab.", "The village has not answered yet.";
    answer_yes: "Ya, bisa", "Yes";
    answer_other: "Minta tanggal lain", "Wants another date";
    answer_no: "Tidak bisa", "Cannot";
    contact: "Yang bisa dihubungi", "Contact";
    facilities: "Fasilitas", "Facilities";
    note: "Catatan", "Note";
    answered_at: "Dijawab", "Answered";
    other_date: "Tanggal usulan desa", "Date the village proposes";
    ask_again: "Kirim tautan baru ke desa", "Send the village a new link";
    ask_lead: "Tautan dan pesan WhatsApp-nya dibuat; pesan menunggu di halaman Pesan untuk Anda kirim. Tautan lama tidak berlaku lagi.", "This makes a link and its WhatsApp message, which waits under Messages for you to send. Older links end.";
    contact_name: "Nama perbekel atau petugas desa", "Name of the village head or officer";
    contact_phone: "Nomor WhatsApp", "WhatsApp number";
    contact_email: "E-mail desa", "E-mail of the village";
    make_link: "Buat tautan dan pesan", "Make link and message";
    steps: "Langkah berikutnya", "Next steps";
    no_steps: "Tidak ada langkah yang bisa Anda ambil sekarang.", "There is no step that you can take now.";
    reason: "Alasan", "Reason";
    step_reason_hint: "Dikirim kepada yang sudah mendaftar.", "It is sent to the people booked.";
    links: "Halaman lain", "Other pages";
    edit: "Ubah rencana", "Edit the plan";
    try_out: "Coba hari pelayanan", "Try out the day";
    letter: "Surat untuk desa", "Letter to the village";
    see_bookings: "Daftar pendaftar", "Bookings";
    book_for: "Daftarkan seseorang", "Book for someone";
    public_page: "Halaman umum kunjungan", "Public page of the visit";
    public_page_later: "Halaman umum ada setelah desa setuju.", "The public page exists once the village has agreed.";
    history: "Riwayat", "History";

    // Bookings
    bookings: "Pendaftar", "Bookings";
    no_bookings: "Belum ada yang mendaftar.", "Nobody is booked yet.";
    code: "Kode", "Code";
    name: "Nama", "Name";
    phone: "WhatsApp", "WhatsApp";
    banjar: "Banjar", "Banjar";
    business: "Usaha", "Business";
    help: "Perlu bantuan", "Needs help";
    state: "Status", "State";
    write: "Kirim WhatsApp", "Write on WhatsApp";
    booking: "Pendaftar", "Booking";
    booked_at: "Mendaftar", "Booked at";
    move_person: "Pindahkan ke jam lain", "Move to another time";
    move_button: "Pindahkan", "Move";
    new_time: "Jam baru", "New time";
    no_free: "Tidak ada jam lain yang masih kosong.", "No other time has a place left.";
    cancel_booking: "Batalkan pendaftaran", "Cancel the booking";
    cancel_hint: "Tempatnya langsung terbuka untuk orang lain.", "The place is open to others at once.";
    not_changeable: "Pendaftaran ini tidak bisa diubah lagi.", "This booking can no longer be changed.";
    booking_gone: "Pendaftar ini tidak ada pada kunjungan ini.", "There is no such booking in this visit.";

    // Book for someone
    book_lead: "Tulis data orang yang datang. Catatan menyebut nama Anda.", "Enter the person who will come. The record names you.";
    arrival: "Jam kedatangan", "Arrival time";
    applicant_name: "Nama lengkap", "Full name";
    business_activity: "Usahanya apa?", "What is the business?";
    business_hint: "Dengan kata sendiri, contoh: jual jaje Bali.", "In own words, for example: selling Balinese snacks.";
    business_name: "Nama usaha", "Name of the business";
    email: "E-mail", "E-mail";
    help_needed: "Perlu bantuan saat datang (kursi roda, bahasa isyarat, pendamping)", "Needs help on the day (wheelchair, sign language, companion)";
    phone_hint: "Boleh nomor keluarga. Contoh: 0812 3456 7890.", "A relative's number will do. For example 0812 3456 7890.";
    book_button: "Daftarkan", "Book";
    not_open: "Pendaftaran kunjungan ini belum dibuka atau sudah ditutup.", "Booking for this visit is not open.";

    // Conflicts
    conflicts: "Kelebihan pendaftar", "Surplus bookings";
    no_conflicts: "Tidak ada kelebihan. Setiap jam bisa dilayani.", "There is no surplus. Every time can be served.";
    conflicts_lead: "Tidak ada pendaftaran yang dihapus. Urutan di bawah: yang mendaftar terakhir lebih dahulu dipindah, yang perlu bantuan paling akhir.", "No booking was dropped. Order below: last booked is moved first, those who need help last.";
    other_ways: "Cara lain", "Other ways";
    add_operator_way: "Tambah operator atau perpanjang jam: ubah rencana", "Add an operator or lengthen the hours: edit the plan";
    absence_way: "Cabut absen atau catat sertifikat operator", "Remove an absence or record a certificate";

    // Outbox
    message_states: "Status pesan", "State of messages";
    no_messages: "Tidak ada pesan di sini.", "There are no messages here.";
    to: "Kepada", "To";
    open_whatsapp: "Buka WhatsApp", "Open WhatsApp";
    by_hand_lead: "Buka WhatsApp, kirim pesannya, lalu tandai di sini.", "Open WhatsApp, send the message, then mark it here.";
    mark_sent: "Tandai sudah dikirim", "Mark as sent";
    send_again: "Kirim ulang", "Send again";
    last_error: "Sebab gagal", "Why it failed";
    said_to_come: "Menyatakan akan datang", "Has said to come";
    will_come: "akan datang", "coming";
    useful_until: "Tidak dikirim lagi sesudah", "Not sent any more after";
    night: "Malam: yang bisa menunggu dikirim mulai", "Night: what can wait is sent from";
    channel_paused: "Saluran ini berhenti dan pesannya menunggu. Perbaiki sebabnya, lalu lanjutkan:", "This channel has stopped and its messages wait. Mend the cause, then go on:";
    resume_channel: "Kirim lagi lewat saluran ini", "Send by this channel again";
    spent_this_month: "Terkirim bulan ini", "Sent this month";
    number_sent: "Pesan", "Messages";
    cost: "Biaya", "Cost";
    ceiling: "Batas sebulan", "Limit a month";
    no_ceiling: "tanpa batas", "no limit";
    channel: "Saluran", "Channel";

    // Operators
    no_operators_yet: "Belum ada operator.", "There is no operator yet.";
    two_people: "Program bergantung pada dua orang atau kurang. Latih dan catat operator lain agar kunjungan tidak batal saat satu orang absen.", "The programme depends on two people or fewer. Train and record another operator, so that no visit falls when one is away.";
    certified_on: "Tanggal sertifikat OSS", "Date of the OSS certificate";
    certified_hint: "Kosongkan bila belum bersertifikat.", "Leave empty if there is none yet.";
    certificate: "Sertifikat", "Certificate";
    save_certificate: "Simpan sertifikat", "Save the certificate";
    certificate_hint: "Kosongkan untuk mencabut. Jumlah tempat dihitung ulang.", "Leave empty to withdraw it. Places are computed anew.";
    absences: "Absen", "Absences";
    no_absences: "Tidak ada absen yang akan datang.", "No coming absence.";
    absent_from: "Hari pertama", "First day";
    absent_until: "Hari terakhir", "Last day";
    add_absence: "Catat absen", "Record an absence";
    remove: "Hapus", "Remove";

    // More
    logged_in_as: "Anda masuk sebagai", "You are logged in as";
    language: "English", "Bahasa Indonesia";
    log_out: "Keluar", "Log out";
} }
