//! Reads of the pages: server functions, one service call each. File per audience.
//!
//! Each has an explicit `endpoint`, for the default carries a hash of the build folder.

pub mod after;
pub mod assisted;
pub mod before;
pub mod choice;
pub mod day;
pub mod demand;
pub mod evaluation;
pub mod meeting;
pub mod outreach;
pub mod papers;
pub mod public;
pub mod report;
pub mod staff;
pub mod survey;
pub mod visit_tools;
pub mod waiting;

use domain::error::ServiceError;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a page could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ApiError {
    /// The service refused.
    #[error("{0}")]
    Service(ServiceError),
    /// The server could not be reached, or its answer not be read.
    #[error("no connection")]
    Connection,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        ApiError::Connection
    }
}

/// Result of a server function.
pub type Loaded<T> = Result<T, ApiError>;

/// "There is no such thing", for an address that cannot be read; the page gets its status.
#[cfg(feature = "ssr")]
pub fn not_found<T>() -> Loaded<T> {
    on_server::report(Err(ServiceError::NotFound))
}

/// Public address of the site, no slash at the end; empty where the server gave none.
#[cfg(feature = "ssr")]
pub fn public_url() -> String {
    leptos::prelude::use_context::<PublicUrl>().unwrap_or_default().0
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{ApiError, Loaded};
    use axum::http::{StatusCode, header, request::Parts};
    use domain::after::AfterService;
    use domain::assisted::AssistedService;
    use domain::before::BeforeService;
    use domain::day::service::DayService;
    use domain::demand::DemandService;
    use domain::error::ServiceError;
    use domain::evaluation::{EvaluationService, MeetingService, PaperService, ResultsService};
    use domain::outreach::OutreachService;
    use domain::report::ReportService;
    use domain::service::{Answer, PublicService, StaffService, VillageService};
    use domain::staff::{Act, Staff};
    use domain::survey::SurveyService;
    use domain::waiting::WaitingService;
    use leptos::prelude::*;
    use leptos_axum::ResponseOptions;
    use std::sync::Arc;

    /// What the pages call; given once to the context of every request.
    #[derive(Clone)]
    pub struct Services {
        /// For everybody.
        pub public: Arc<dyn PublicService>,
        /// For the holder of a village's link.
        pub village: Arc<dyn VillageService>,
        /// For the office.
        pub staff: Arc<dyn StaffService>,
        /// The service day.
        pub day: Arc<dyn DayService>,
        /// What follows the day.
        pub after: Arc<dyn AfterService>,
        /// Spreading the word.
        pub outreach: Arc<dyn OutreachService>,
        /// Booking for people without phones.
        pub assisted: Arc<dyn AssistedService>,
        /// How many will come, and what can be done.
        pub demand: Arc<dyn DemandService>,
        /// The waiting list.
        pub waiting: Arc<dyn WaitingService>,
        /// What comes before a booking.
        pub before: Arc<dyn BeforeService>,
        /// The survey of satisfaction.
        pub survey: Arc<dyn SurveyService>,
        /// Looking back.
        pub evaluation: Arc<dyn EvaluationService>,
        /// What the programme has done, for everybody.
        pub results: Arc<dyn ResultsService>,
        /// Evaluation meetings.
        pub meeting: Arc<dyn MeetingService>,
        /// Reports.
        pub report: Arc<dyn ReportService>,
        /// Briefing and report of a visit.
        pub papers: Arc<dyn PaperService>,
    }

    /// Name of the session cookie. The server's log-in sets it.
    #[derive(Clone)]
    pub struct SessionCookie(pub String);

    /// Public address of the site, no slash at the end: links that people share must be whole.
    #[derive(Clone, Default)]
    pub struct PublicUrl(pub String);

    pub(crate) fn services() -> Services {
        expect_context()
    }

    /// Passes an answer on; the page or the call gets the status that fits the error.
    pub(crate) fn report<T>(answer: Answer<T>) -> Loaded<T> {
        answer.map_err(|error| {
            if let Some(response) = use_context::<ResponseOptions>() {
                response.set_status(status(&error));
            }
            ApiError::Service(error)
        })
    }

    /// The HTTP status of an error: the only such table.
    pub fn status(error: &ServiceError) -> StatusCode {
        match error {
            ServiceError::NotFound => StatusCode::NOT_FOUND,
            ServiceError::Invalid(_) | ServiceError::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            ServiceError::SlotFull
            | ServiceError::SlotClosed
            | ServiceError::DuplicateBooking
            | ServiceError::BookingSettled
            | ServiceError::PlacesFree
            | ServiceError::AlreadyWaiting
            | ServiceError::OfferOver
            | ServiceError::MostPlaces { .. }
            | ServiceError::MostAssisted { .. }
            | ServiceError::IllegalStep(_)
            | ServiceError::CannotPublish(_)
            | ServiceError::StillThere { .. }
            | ServiceError::DayFlag(_)
            | ServiceError::Stale => StatusCode::CONFLICT,
            ServiceError::NotLoggedIn | ServiceError::WrongLogin => StatusCode::UNAUTHORIZED,
            ServiceError::Forbidden => StatusCode::FORBIDDEN,
            ServiceError::LinkExpired => StatusCode::GONE,
            ServiceError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            ServiceError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Who is logged in: whom the door let in, otherwise by the session cookie of this request.
    pub(crate) async fn staff() -> Answer<Staff> {
        if let Some(staff) = let_in() {
            return Ok(staff);
        }
        let name = use_context::<SessionCookie>().ok_or(ServiceError::NotLoggedIn)?.0;
        let token = with_context::<Parts, _>(|parts| cookie(parts, &name)).flatten();
        services()
            .staff
            .staff_of(&token.ok_or(ServiceError::NotLoggedIn)?)
            .await
    }

    fn let_in() -> Option<Staff> {
        with_context::<Parts, _>(|parts| parts.extensions.get::<Staff>().cloned()).flatten()
    }

    /// Whether whoever this page is for may do it: the page then offers it. The service decides.
    pub(crate) fn may(act: Act) -> bool {
        let role = with_context::<Parts, _>(|parts| parts.extensions.get::<Staff>().map(|staff| staff.role));
        role.flatten().is_some_and(|role| role.may(act))
    }

    /// Value of a cookie.
    pub fn cookie(parts: &Parts, name: &str) -> Option<String> {
        parts
            .headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }
}

#[cfg(feature = "ssr")]
pub(crate) use on_server::may;
#[cfg(feature = "ssr")]
pub use on_server::{PublicUrl, Services, SessionCookie, cookie, status};
