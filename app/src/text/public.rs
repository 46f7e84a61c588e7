//! Texts of the public pages and of the village's page.

mod about;
mod assist;
mod check;
mod feasts;
mod interest;
mod kit;
mod numbers;
mod outreach;
mod privacy;
mod question;
mod queue;
mod reach;
mod results;
mod survey;
mod venue;
mod waiting;

pub use about::AboutWords;
pub use assist::AssistWords;
pub use check::CheckWords;
pub use feasts::FeastWords;
pub use interest::InterestWords;
pub use kit::KitWords;
pub use outreach::OutreachWords;
pub use privacy::PrivacyWords;
pub use question::QuestionWords;
pub use queue::QueueWords;
pub use reach::ReachWords;
pub use results::ResultsWords;
pub use survey::SurveyWords;
pub use venue::VenueWords;
pub use waiting::WaitingWords;

domain::texts! { Words {
    // The frame.
    site_name: "Jemput Izin", "Jemput Izin";
    office: "DPMPTSP Kabupaten Tabanan", "DPMPTSP, the licence office of Tabanan Regency";
    all_free: "Semua layanan GRATIS.", "All services are FREE.";
    skip: "Langsung ke isi", "Skip to content";
    about_nib: "Apa itu NIB?", "What is an NIB?";
    privacy: "Privasi", "Privacy";

    // Waiting and failing.
    no_connection: "Tidak ada sambungan", "No connection";
    no_connection_text: "Periksa sinyal atau paket data, lalu muat ulang halaman.", "Check your signal or data, then reload the page.";
    not_found: "Halaman tidak ditemukan", "Page not found";
    not_found_text: "Alamatnya mungkin salah ketik atau halamannya sudah dipindah. Cari desa Anda dari halaman depan.", "The address may be mistyped, or the page has moved. Find your village from the front page.";
    link_expired: "Tautan tidak berlaku lagi", "Link no longer valid";
    log_in_first: "Silakan masuk", "Please log in";
    not_yours: "Bukan tugas Anda", "Not part of your role";
    busy: "Server sedang sibuk", "The server is busy";
    not_possible: "Tidak bisa", "Not possible";
    log_in: "Masuk", "Log in";
    to_front_page: "Ke halaman depan", "To the front page";

    // Pieces.
    at_clock: "Pukul", "At";
    map: "Lihat di peta", "See on the map";
    free: "GRATIS", "FREE";
    what_to_bring: "Yang perlu dibawa", "What to bring";
    or_office: "Bisa juga datang ke kantor pada hari kerja:", "You can also come to the office on working days:";
    call: "Telepon atau WhatsApp:", "Phone or WhatsApp:";
    closed: "Ditutup", "Closed";
    opens_later: "Pendaftaran belum dibuka", "Booking not open yet";

    // Front page.
    lead: "Petugas datang ke desa dan membantu Anda membuat NIB, izin usaha untuk usaha kecil.", "Officers come to the villages and help you get an NIB, the licence for small businesses.";
    your_village: "Desa Anda?", "Your village?";
    search_example: "contoh: Bengkel", "for example: Bengkel";
    search: "Cari", "Search";
    villages_found: "Desa yang cocok", "Villages found";
    no_village_advice: "Tulis sebagian namanya saja, atau nama kecamatannya, contoh: Kediri.", "Write only a part of the name, or the name of its district, for example: Kediri.";
    coming_visits: "Kunjungan berikutnya", "Coming visits";
    visits_there: "Kunjungan di sana", "Visits there";
    no_visit_planned: "Belum ada kunjungan yang dijadwalkan.", "No visit is planned yet.";
    ask_village_office: "Tanyakan kepada kantor desa atau kelian banjar kapan petugas datang.", "Ask the village office or the head of your banjar when the officers will come.";
    nib_short_question: "Apa itu NIB? Gratis.", "What is an NIB? It is free.";
    nib_short: "NIB (Nomor Induk Berusaha) adalah tanda resmi bahwa usaha Anda terdaftar. Membuatnya gratis dan cukup sekali.", "An NIB (business identification number) shows that your business is registered. It is free, and you need it only once.";
    read_more: "Baca selengkapnya", "Read more";

    // Village.
    visits: "Kunjungan", "Visits";
    no_visit_here: "Belum ada kunjungan yang dijadwalkan di desa ini.", "No visit is planned in this village yet.";
    past_visits: "Kunjungan yang sudah lewat", "Past visits";
    other_village_search: "Cari desa lain", "Find another village";

    // Visit.
    visit: "Kunjungan", "Visit";
    service_in: "Pelayanan NIB di", "NIB service in the";
    why_nib: "Mengapa perlu NIB?", "Why an NIB?";
    all_full: "Semua jam sudah penuh.", "All times are full.";
    too_late: "Pendaftaran untuk kunjungan ini sudah lewat waktunya.", "It is too late to book for this visit.";
    underway: "Pelayanan sedang berlangsung. Tanyakan langsung kepada petugas di tempat.", "The service is under way. Ask the officers at the venue.";
    visit_over: "Kunjungan ini sudah selesai.", "This visit is over.";
    booking_closed: "Pendaftaran untuk kunjungan ini sudah ditutup.", "Booking for this visit is closed.";
    visit_off: "Kunjungan ini tidak jadi pada tanggal ini. Petugas akan memberi kabar.", "This visit will not take place on this date. The office will let you know.";
    not_open_yet: "Pendaftaran belum dibuka. Buka lagi halaman ini beberapa hari lagi.", "Booking is not open yet. Come back to this page in a few days.";
    other_ways: "Pilihan lain untuk Anda:", "Other ways for you:";
    other_visits: "Lihat kunjungan lain", "See other visits";

    // Booking form.
    choose_time: "Pilih jam kedatangan", "Choose an arrival time";
    just_filled: "Jam yang Anda pilih baru saja penuh. Pilih jam lain; isian Anda tetap ada.", "The time you chose has just filled up. Choose another; what you typed is still there.";
    about_you: "Tentang Anda", "About you";
    your_name: "Nama Anda", "Your name";
    name_hint: "Seperti di KTP. NIK tidak perlu ditulis.", "As on your KTP. The NIK is not needed.";
    phone: "Nomor WhatsApp", "WhatsApp number";
    phone_hint: "Contoh: 0812 3456 7890. Boleh nomor keluarga.", "For example 0812 3456 7890. A relative's number is fine.";
    activity: "Usaha Anda", "Your business";
    activity_hint: "Dengan kata sendiri, contoh: jual jaje Bali.", "In your own words, for example: selling snacks.";
    banjar: "Banjar (boleh dikosongkan)", "Banjar (may be left empty)";
    help: "Saya butuh bantuan khusus", "I need special help";
    help_hint: "Kursi roda, juru bahasa isyarat, atau pendamping.", "Wheelchair, sign language interpreter or companion.";
    more_fields: "Isian tambahan (boleh dikosongkan)", "More fields (may be left empty)";
    business_name: "Nama usaha", "Name of the business";
    email: "E-mail", "E-mail";
    email_hint: "Bila ingin konfirmasi lewat e-mail juga.", "If you want the confirmation by e-mail too.";
    data_use: "Isian ini hanya dipakai DPMPTSP Tabanan untuk melayani Anda.", "The licence office uses this only to serve you.";
    privacy_notice: "Pemberitahuan privasi", "Privacy notice";

    // Ticket.
    ticket: "Tiket", "Ticket";
    your_ticket: "Tiket Anda", "Your ticket";
    news_booked: "Tempat Anda sudah dipesan.", "Your place is booked.";
    news_moved: "Jam Anda sudah diubah.", "Your time was changed.";
    news_cancelled: "Pendaftaran Anda sudah dibatalkan.", "Your booking was cancelled.";
    news_coming: "Terima kasih, kami tunggu kedatangan Anda.", "Thank you, we expect you.";
    still_coming: "Jadi datang?", "Are you still coming?";
    yes_i_come: "Ya, saya datang", "Yes, I come";
    said_to_come: "Anda sudah menyatakan akan datang.", "You have said that you come.";
    code: "Kode antrean (kode booking)", "Queue code (booking code)";
    qr: "Kode QR untuk petugas", "QR code for the officer";
    in_the_name_of: "Atas nama", "In the name of";
    keep_link: "Simpan tautan halaman ini atau ambil tangkapan layar. Tiket bisa ditunjukkan tanpa sinyal.", "Keep the link of this page or take a screenshot. The ticket can be shown without a signal.";
    ticket_copy: "Tanpa sinyal: ini salinan tiket,", "No signal: this is a copy of the ticket,";
    copy_reload: "Muat ulang halaman bila sinyal ada lagi.", "Reload the page when there is a signal again.";
    save_to_calendar: "Simpan ke kalender", "Save to calendar";
    invite: "Ajak lewat WhatsApp", "Invite others by WhatsApp";
    change_time: "Ubah jam", "Change the time";
    cancel: "Batalkan", "Cancel";
    place_given_back: "Tempat Anda sudah dibuka lagi untuk orang lain. Anda boleh mendaftar lagi.", "Your place was given back. You may book again.";
    book_again: "Daftar lagi", "Book again";

    // Change and cancel.
    choose_new_time: "Pilih jam baru", "Choose the new time";
    old_place_kept: "Tempat lama Anda tetap ada sampai jam baru berhasil dipesan.", "You keep your old place until the new one is yours.";
    move_now: "Pindah ke jam ini", "Move to this time";
    keep_time: "Tetap di jam semula", "Keep the time";
    no_other_time: "Tidak ada jam lain yang masih kosong. Tempat Anda tetap ada.", "No other time is free. You keep your place.";
    back_to_ticket: "Kembali ke tiket", "Back to the ticket";
    your_time_now: "Jam Anda sekarang:", "Your time now:";
    other_village: "Ingin ke desa lain? Batalkan pendaftaran ini, lalu daftar di desa itu.", "Another village? Cancel this booking, then book there.";
    cancel_booking: "Batalkan pendaftaran", "Cancel the booking";
    cancel_question: "Batalkan pendaftaran ini?", "Cancel this booking?";
    cancel_text: "Tempat Anda akan diberikan kepada orang lain. Anda boleh mendaftar lagi selama masih ada tempat.", "Your place goes to somebody else. You may book again while places are left.";
    keep_place: "Tidak jadi", "Keep my place";
    not_changeable: "Pendaftaran ini tidak bisa diubah lagi. Hubungi petugas bila perlu.", "This booking can no longer be changed. Ask the office if you need to.";
} }
