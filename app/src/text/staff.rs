//! Texts of the staff pages.

domain::texts! { StaffWords {
    today: "Hari ini", "Today";
} }
