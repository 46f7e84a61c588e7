//! Texts of the public pages and of the village's page.

domain::texts! { Words {
    site_name: "Jemput Izin", "Jemput Izin";
} }
