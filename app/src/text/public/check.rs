//! Texts of the self-check before booking, and of where a business is served.

domain::texts! { CheckWords {
    heading: "Cek kesiapan", "Are you ready?";
    lead: "Beberapa pertanyaan singkat. Jawaban tidak disimpan, dan Anda tetap boleh memesan tempat apa pun hasilnya.", "A few short questions. The answers are not stored, and you may book whatever they are.";
    with_you: "Yang dibawa", "What you bring";
    your_business: "Usaha Anda", "Your business";
    which_kind: "Apa yang Anda jual atau kerjakan?", "What do you sell or do?";
    choose: "Pilih yang paling dekat", "Choose the closest";
    is_company: "Usaha ini milik PT, CV, atau koperasi?", "Does it belong to a PT, CV or cooperative?";
    has_foreign: "Ada modal dari luar negeri?", "Is there capital from abroad?";
    is_large: "Modalnya di atas Rp 5 miliar (tanpa tanah dan bangunan)?", "Is the capital above 5 billion rupiah (without land and building)?";
    yes: "Ya", "Yes";
    no: "Tidak", "No";
    see_result: "Lihat hasil", "See the result";
    result: "Hasil", "Result";
    ready: "Siap", "Ready";
    prepare: "Siapkan", "Prepare";
    all_ready: "Semua siap. Sampai jumpa di tempat pelayanan!", "Everything is ready. See you there!";
    come_anyway: "Yang belum siap bisa disiapkan sampai hari itu. Tetap datang: petugas membantu.", "What is missing can be prepared until that day. Come in any case: officers help.";
    written: "OSS juga menanyakan hal ini; tulis dulu di kertas supaya cepat:", "OSS asks this too; write it down on paper to be quick:";
    book: "Pesan tempat", "Book a place";
    in_visit: "Usaha Anda cocok dilayani di desa.", "Your business can be served in the village.";
    at_office: "Lebih tepat di kantor", "Better at the office";
    never_blocked: "Anda tetap boleh memesan tempat: petugas bisa memulai NIB dan menjelaskan langkah berikutnya.", "You may book all the same: an officer can begin the NIB and explain what comes next.";
    open_hours: "Jam buka:", "Open:";
    offer: "KTP, HP, e-mail: sudah siap?", "KTP, phone, e-mail: all ready?";
} }
