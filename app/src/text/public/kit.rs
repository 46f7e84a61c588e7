//! Texts around the outreach kit; the kit's own are in `domain::outreach::Kit`.

domain::texts! { KitWords {
    title: "Bahan sosialisasi", "Outreach kit";
    later: "Bahan siap kirim muncul di sini setelah desa setuju.", "Ready texts appear here once the village has agreed.";
    group: "Pengumuman untuk grup WhatsApp", "Announcement for WhatsApp groups";
    reminder: "Pengingat sehari sebelumnya", "Reminder for the day before";
    copy: "Salin teks", "Copy the text";
    copied: "Sudah disalin", "Copied";
    share: "Kirim lewat WhatsApp", "Send by WhatsApp";
    share_reminder: "Kirim pengingat lewat WhatsApp", "Send the reminder by WhatsApp";
    spoken: "Untuk dibacakan di rapat atau pengeras suara", "To be read out at a meeting or by loudspeaker";
    myths: "Yang sering ditanyakan", "Questions people ask";
    poster: "Poster (PDF, A4)", "Poster (PDF, A4)";
    leaflet: "Selebaran (PDF, A5)", "Leaflet (PDF, A5)";
    counts: "Hasil setiap saluran", "What came of each channel";
    counts_lead: "Setiap saluran punya alamat pendek sendiri, supaya terlihat dari mana warga datang.", "Each channel has a short address of its own, to see by which way people come.";
    channel: "Saluran", "Channel";
    address: "Alamat pendek", "Short address";
    opened: "Dibuka", "Opened";
    booked: "Mendaftar", "Booked";
} }
