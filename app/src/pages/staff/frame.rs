//! The frame of the staff pages: title, menu, main part, and the notice of what was just done.

use crate::api::may;
use crate::components::{NoticeKind, notice, query, title};
use crate::text::{
    AfterWords, DemandWords, LetterWords, MonthWords, OutreachWords, SettleWords, StaffWords, use_staff_words,
};
use domain::staff::Act;
use leptos::prelude::*;

/// Which entry of the menu a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    /// First page.
    Today,
    /// Visits and all that hangs on them.
    Visits,
    /// Outbox.
    Messages,
    /// The rest.
    More,
    /// Before the log-in: no menu.
    Outside,
}

/// A staff page. `children` bring the one `<h1>`, for a page that could not be loaded brings its own.
pub(super) fn staff_frame(heading: &str, tab: Tab, children: AnyView) -> AnyView {
    let words = use_staff_words();
    let done = query("kabar");
    let home = if tab == Tab::Outside { "/" } else { "/staf" };
    view! {
        {title(heading)}
        // The browser's own jump moves the focus too, the router's does not.
        <a class="skip" href="#isi" rel="external">
            {words.skip()}
        </a>
        <header class="staff-head">
            <a class="staff-name" href=home>
                {words.office()}
            </a>
            {(tab != Tab::Outside).then(|| menu(words, tab))}
        </header>
        <main id="isi" class="staff" tabindex="-1">
            {move || news(words, tab, &done.read())}
            {children}
        </main>
    }
    .into_any()
}

fn menu(words: StaffWords, tab: Tab) -> AnyView {
    let messages = may(Act::HandleMessages)
        .then(|| entry("/staf/pesan", words.messages(), MESSAGES, tab == Tab::Messages));
    view! {
        <nav class="staff-menu" aria-label=words.menu()>
            <ul>
                {entry("/staf", words.today(), TODAY, tab == Tab::Today)}
                {entry("/staf/kunjungan", words.visits(), VISITS, tab == Tab::Visits)}
                {messages}
                {entry("/staf/lainnya", words.more(), MORE, tab == Tab::More)}
            </ul>
        </nav>
    }
    .into_any()
}

fn entry(href: &'static str, word: &'static str, icon: &'static str, here: bool) -> AnyView {
    view! {
        <li>
            <a href=href aria-current=here.then_some("page")>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d=icon></path>
                </svg>
                <span>{word}</span>
            </a>
        </li>
    }
    .into_any()
}

const TODAY: &str = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3 3";
const VISITS: &str = "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4";
const MESSAGES: &str = "M4 5h16v12H10l-5 4v-4H4zM8 9h8M8 13h5";
const MORE: &str = "M4 7h16M4 12h16M4 17h16";

/// The notice after a form was carried out: its handler redirects to `?kabar=…`.
fn news(words: StaffWords, tab: Tab, done: &str) -> Option<AnyView> {
    let text = match done {
        "tersimpan" => words.saved(),
        "surat-dikirim" => LetterWords(words.0).sent(),
        "tautan" => OutreachWords(words.0).sent(),
        "terkirim" if tab == Tab::Visits => words.link_made(),
        "terkirim" => words.marked_sent(),
        "terdaftar" => words.booked_for(),
        "dipindah" => words.moved(),
        "dibatalkan" => words.cancelled(),
        "diulang" => words.resent(),
        "dilanjutkan" => words.resumed(),
        "langkah" => words.stepped(),
        "terbit" => MonthWords(words.0).published_note(),
        "digabung" => MonthWords(words.0).merged_note(),
        "langkah-permintaan" => DemandWords(words.0).done(),
        "selesai" => SettleWords(words.0).settled_note(),
        "nib-terbit" => AfterWords(words.0).nib_noted(),
        "kartu" => AfterWords(words.0).slip_given(),
        "kartu-ditarik" => AfterWords(words.0).slip_taken_back(),
        "keluar" => words.logged_out(),
        _ => return None,
    };
    Some(notice(NoticeKind::Success, text.to_owned()))
}
