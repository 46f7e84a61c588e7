//! Texts about the NIB: facts only, no promise of aid (domain.md 1.7).

domain::texts! { AboutWords {
    title: "Apa itu NIB?", "What is an NIB?";
    lead: "NIB (Nomor Induk Berusaha) adalah tanda bahwa usaha Anda terdaftar resmi di pemerintah. Untuk usaha kecil yang risikonya rendah, NIB sudah menjadi izin usahanya.", "An NIB (Nomor Induk Berusaha) shows that your business is registered with the government. For a small business of low risk it is the licence itself.";
    free: "Membuat NIB GRATIS. Jangan membayar siapa pun.", "An NIB is FREE. Do not pay anybody for it.";
    why: "Untuk apa?", "What is it for?";
    why_legal: "Usaha Anda diakui resmi, sekecil apa pun.", "Your business is officially recognised, however small.";
    why_lpg: "Usaha mikro yang memasak memerlukan NIB untuk mendaftar membeli LPG 3 kg (Subsidi Tepat).", "Micro businesses that cook need an NIB to register for subsidised 3 kg LPG.";
    why_bank: "Bank dapat meminta NIB saat Anda mengajukan pinjaman usaha seperti KUR.", "Banks may ask for an NIB when you apply for a business loan such as KUR.";
    why_next: "NIB adalah langkah pertama untuk izin lain, seperti P-IRT untuk makanan rumahan atau sertifikat halal.", "It is the first step to other permits, such as P-IRT for home-made food or a halal certificate.";
    who: "Siapa yang dilayani di desa?", "Who is served in the village?";
    who_text: "Usaha perorangan yang mikro atau kecil dengan risiko rendah atau menengah rendah: warung, jaje, kerajinan, bengkel, salon, ternak, dan banyak lagi. Usaha lain dibantu di kantor.", "Micro and small businesses of one person with low or medium-low risk: food stalls, snacks, crafts, workshops, salons, livestock and many more. Others are helped at the office.";
    how: "Bagaimana caranya?", "How does it work?";
    how_1: "Pilih jam di kunjungan desa Anda.", "Choose a time at a visit in your village.";
    how_2: "Datang membawa KTP asli dan HP yang bisa menerima WhatsApp.", "Come with your KTP and a phone that receives WhatsApp.";
    how_3: "Petugas mengisi data bersama Anda. NIB dicetak bila selesai.", "An officer fills in the data with you. The NIB is printed when it is done.";
    myths: "Yang sering ditanyakan", "Questions people ask";
    myth_tax_q: "Apakah saya lalu harus membayar pajak?", "Will I have to pay tax because of it?";
    myth_tax: "NIB bukan tagihan pajak. Membuat NIB tidak dipungut biaya.", "An NIB is not a tax bill. Getting one costs nothing.";
    myth_small_q: "Usaha saya kecil sekali. Perlukah?", "My business is very small. Do I need one?";
    myth_small: "Boleh, sekecil apa pun. Usaha rumahan juga bisa.", "Any size is fine. A business at home counts too.";
    myth_aid_q: "Apakah saya lalu mendapat bantuan uang?", "Will I get money?";
    myth_aid: "Tidak otomatis. NIB bukan pendaftaran bantuan.", "Not by itself. An NIB is not an application for aid.";
    myth_name_q: "Usaha saya belum punya nama. Bisa?", "My business has no name. Can I still come?";
    myth_name: "Bisa. Petugas membantu mengisinya.", "Yes. The officer helps to fill it in.";
    myth_computer_q: "Saya tidak bisa komputer.", "I cannot use a computer.";
    myth_computer: "Tidak apa-apa. Petugas yang mengisi, Anda cukup menjawab.", "No matter. The officer types, you only answer.";
    myth_halal_q: "Apakah NIB sama dengan sertifikat halal?", "Is an NIB a halal certificate?";
    myth_halal: "Tidak. Sertifikat halal diurus sendiri sesudah ada NIB, bila produk Anda memerlukannya.", "No. A halal certificate is a separate step after the NIB, if your product needs it.";
    find: "Cari kunjungan di desa Anda", "Find a visit in your village";
} }
