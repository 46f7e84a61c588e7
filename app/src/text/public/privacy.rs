//! Texts of the privacy notice (law 27/2022 on personal data; domain.md 5).

domain::texts! { PrivacyWords {
    title: "Pemberitahuan privasi", "Privacy notice";
    lead: "Kami hanya meminta yang perlu untuk melayani Anda, dan tidak pernah meminta NIK di situs ini.", "We ask only for what is needed to serve you, and never for your NIK on this site.";
    who: "Siapa yang bertanggung jawab?", "Who is responsible?";
    who_text: "Pengendali data adalah:", "The controller of the data is:";
    what: "Data apa yang dicatat?", "What is recorded?";
    what_must: "Nama, nomor WhatsApp, usaha dengan kata Anda sendiri, dan jam yang dipilih.", "Name, WhatsApp number, your business in your own words, and the time you chose.";
    what_may: "Bila Anda isi: banjar, nama usaha, e-mail, dan apakah Anda butuh bantuan khusus.", "If you enter them: banjar, business name, e-mail, and whether you need special help.";
    what_not: "Tidak dicatat: NIK, foto KTP, NPWP, kata sandi OSS, dan jenis penyakit.", "Not recorded: NIK, photo of the KTP, NPWP, OSS password, or any illness.";
    why: "Untuk apa?", "What for?";
    why_text: "Untuk menyiapkan tempat dan petugas, memanggil Anda pada jamnya, dan memberi kabar bila ada perubahan. Dasarnya tugas pelayanan publik (UU 25/2009, UU 27/2022 Pasal 20). Data tidak dijual dan tidak dipakai untuk iklan.", "To prepare places and officers, to call you at your time, and to tell you of changes. The basis is the public service task (laws 25/2009 and 27/2022, article 20). It is not sold and not used for advertising.";
    seen_by: "Siapa yang melihat?", "Who sees it?";
    seen_by_text: "Petugas DPMPTSP yang melayani kunjungan itu. Pihak desa hanya melihat jumlah pendaftar. Pesan dikirim lewat WhatsApp, SMS, e-mail, atau notifikasi HP bila Anda memilihnya.", "The officers of the licence office who serve that visit. The village sees only the number of people. Messages travel by WhatsApp, text message, e-mail, or notifications of your phone if you choose them.";
    how_long: "Berapa lama disimpan?", "How long is it kept?";
    how_long_text: "Paling lama 12 bulan sesudah kunjungan, lalu nama dan nomor dihapus. Yang tersisa hanya angka.", "At most 12 months after the visit; then name and number are removed. Only numbers remain.";
    rights: "Hak Anda", "Your rights";
    rights_text: "Anda boleh meminta melihat, menyalin, memperbaiki, membatasi, atau menghapus data Anda. Perbaikan dikerjakan paling lambat 3x24 jam. Bila data bocor, Anda diberi tahu tertulis paling lambat 3x24 jam.", "You may ask to see, copy, correct, limit or delete your data. Corrections are made within 3 times 24 hours. If data leaks, you are told in writing within 3 times 24 hours.";
    rights_ticket: "Membatalkan pendaftaran bisa dilakukan sendiri dari tautan tiket.", "You can cancel a booking yourself from your ticket's link.";
    cookies: "Cookie", "Cookies";
    cookies_text: "Situs ini hanya menyimpan pilihan bahasa, kode poster atau pesan grup yang Anda buka (untuk menghitung, tanpa nama), dan untuk petugas tanda masuknya. Tidak ada pelacak.", "This site stores only your language, the code of the poster or group message you opened (to count, without names), and for officers their log-in. There is no tracker.";
    contact: "Hubungi", "Contact";
} }
