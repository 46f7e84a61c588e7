//! Texts for people who want to be told when booking opens in their village.

domain::texts! { InterestWords {
    heading: "Ingin dikabari?", "Shall we tell you?";
    lead: "Tulis nomor WhatsApp Anda. Begitu pendaftaran di desa ini dibuka, petugas mengirim satu pesan dengan tautannya. Gratis.", "Leave your WhatsApp number. As soon as booking in this village opens, an officer sends you one message with the link. It is free.";
    privacy: "Nomor ini hanya dipakai untuk pesan itu, dan hanya dilihat petugas yang mengirimnya.", "The number is used for that message alone, and only the officer who sends it sees it.";
    tell_me: "Kabari saya", "Tell me";
    noted: "Sudah dicatat. Kami kabari lewat WhatsApp begitu pendaftaran di desa ini dibuka. Anda tidak perlu mengirim lagi.", "Noted. We will tell you by WhatsApp as soon as booking in this village opens. You need not send this again.";
    open_already: "Pendaftaran di desa ini sudah dibuka. Pilih kunjungannya, lalu jam Anda; nomor Anda tidak kami catat.", "Booking in this village is open. Choose the visit, then your time; we did not keep your number.";
    privacy_what: "Bila Anda minta dikabari tentang sebuah desa: nomor WhatsApp saja.", "If you ask to be told about a village: your WhatsApp number alone.";
} }
