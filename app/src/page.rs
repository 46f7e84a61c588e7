//! The frame of every page and the table of routes.

use crate::pages::staff;
use crate::pages::{
    AboutNibView, AskView, AssistListView, AssistView, BoardView, CancelView, ComingView, HomeView,
    JoinWaitingView, MoveView, NotFoundView, PrivacyView, QuestionView, ReachView, ResultsView, RoomView,
    SelfCheckView, SurveyView, TicketView, VenueView, VillageFeastsView, VillageView, VisitView, WaitingView,
};
use crate::text::{provide_lang, use_lang};
use axum::http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// Addresses of the built files. The server reads their names once, when it starts.
#[derive(Debug, Clone)]
pub struct Assets {
    /// Style sheet.
    pub css: String,
    /// Glue of the module.
    pub js: String,
    /// The WebAssembly module.
    pub wasm: String,
}

impl Default for Assets {
    fn default() -> Self {
        let file = |end: &str| ["/pkg/app.", end].concat();
        Assets {
            css: file("css"),
            js: file("js"),
            wasm: file("wasm"),
        }
    }
}

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let lang = use_lang();
    let Assets { css, js, wasm } = use_context().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() translate="no">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#0b6b4f" />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="stylesheet" href=css />
                {reload_board()}
                <AutoReload options />
                <script id="program" type="module" nonce=use_nonce() data-js=js data-wasm=wasm>
                    {include_str!("browser.js")}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// A board without JavaScript, or in a browser too old for ours, loads itself again.
fn reload_board() -> AnyView {
    let is_board = use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/antrean/"));
    if !is_board {
        return ().into_any();
    }
    view! {
        <noscript>
            <meta http-equiv="refresh" content="20" />
        </noscript>
        <script nomodule nonce=use_nonce()>
            "setTimeout(function () { location.reload(); }, 20000);"
        </script>
    }
    .into_any()
}

/// The table of routes.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_lang();
    const A: SsrMode = SsrMode::Async;
    view! {
        <Router>
            <Routes fallback=NotFoundView>
                <Route path=path!("/") view=HomeView ssr=A />
                <Route path=path!("/desa/:code") view=VillageView ssr=A />
                <Route path=path!("/kunjungan/:visit") view=VisitView ssr=A />
                <Route path=path!("/kunjungan/:visit/tunggu") view=JoinWaitingView ssr=A />
                <Route path=path!("/kunjungan/:visit/siap") view=SelfCheckView ssr=A />
                <Route path=path!("/kunjungan/:visit/tanya") view=AskView ssr=A />
                <Route path=path!("/tanya") view=AskView ssr=A />
                <Route path=path!("/tanya/:token") view=QuestionView ssr=A />
                <Route path=path!("/tunggu/:token") view=WaitingView ssr=A />
                <Route path=path!("/antrean/:visit") view=BoardView ssr=A />
                <Route path=path!("/tiket/:token") view=TicketView ssr=A />
                <Route path=path!("/tiket/:token/pindah") view=MoveView ssr=A />
                <Route path=path!("/tiket/:token/batal") view=CancelView ssr=A />
                <Route path=path!("/tiket/:token/hadir") view=ComingView ssr=A />
                <Route path=path!("/tiket/:token/kabar") view=ReachView ssr=A />
                <Route path=path!("/survei/:token") view=SurveyView ssr=A />
                <Route path=path!("/hasil") view=ResultsView ssr=A />
                <Route path=path!("/tentang-nib") view=AboutNibView ssr=A />
                <Route path=path!("/privasi") view=PrivacyView ssr=A />
                <Route path=path!("/konfirmasi/:token") view=VenueView ssr=A />
                <Route path=path!("/konfirmasi/:token/odalan") view=VillageFeastsView ssr=A />
                <Route path=path!("/konfirmasi/:token/ruang") view=RoomView ssr=A />
                <Route path=path!("/konfirmasi/:token/daftarkan") view=AssistView ssr=A />
                <Route path=path!("/konfirmasi/:token/daftar") view=AssistListView ssr=A />
                <Route path=path!("/staf/masuk") view=staff::LoginView ssr=A />
                <Route path=path!("/staf") view=staff::TodayView ssr=A />
                <Route path=path!("/staf/kunjungan") view=staff::MonthView ssr=A />
                <Route path=path!("/staf/kunjungan/baru") view=staff::NewVisitView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit") view=staff::StaffVisitView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/ubah") view=staff::EditVisitView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/pendaftar") view=staff::BookingsView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/pendaftar/:booking") view=staff::BookingView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/daftarkan") view=staff::BookForView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/konflik") view=staff::ConflictsView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/kesiapan") view=staff::ReadinessView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/sosialisasi") view=staff::OutreachView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/permintaan") view=staff::DemandView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/permintaan/langkah") view=staff::DemandStepView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/simulasi") view=staff::WhatIfView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/surat") view=staff::LetterView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/pengarahan") view=staff::BriefingView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/laporan") view=staff::VisitReportView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/meja") view=staff::DeskView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/meja/:operator") view=staff::TableView ssr=A />
                <Route path=path!("/staf/pesan") view=staff::OutboxView ssr=A />
                <Route path=path!("/staf/pertanyaan") view=staff::QuestionsView ssr=A />
                <Route path=path!("/staf/desa") view=staff::RankingView ssr=A />
                <Route path=path!("/staf/desa/:code") view=staff::ChoiceView ssr=A />
                <Route path=path!("/staf/operator") view=staff::OperatorsView ssr=A />
                <Route path=path!("/staf/kalender") view=staff::CalendarView ssr=A />
                <Route path=path!("/staf/desa/:code/odalan") view=staff::FeastsView ssr=A />
                <Route path=path!("/staf/tindak-lanjut") view=staff::FollowUpsView ssr=A />
                <Route path=path!("/staf/gangguan") view=staff::OutagePlanView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/kartu-kembali/:entry") view=staff::ReturnSlipView ssr=A />
                <Route path=path!("/staf/evaluasi") view=staff::EvaluationView ssr=A />
                <Route path=path!("/staf/evaluasi/desa") view=staff::CoverageView ssr=A />
                <Route path=path!("/staf/kunjungan/:visit/evaluasi") view=staff::ReviewView ssr=A />
                <Route path=path!("/staf/rapat") view=staff::MeetingView ssr=A />
                <Route path=path!("/staf/survei") view=staff::SurveyResultView ssr=A />
                <Route path=path!("/staf/survei/isi") view=staff::SurveyTabletView ssr=A />
                <Route path=path!("/staf/laporan") view=staff::ReportsView ssr=A />
                <Route path=path!("/staf/laporan/:id") view=staff::ReportView ssr=A />
                <Route path=path!("/staf/lainnya") view=staff::MoreView ssr=A />
            </Routes>
        </Router>
    }
}
