//! Problem documents (RFC 9457): the only place that words a refusal for programs.

use crate::refusal::{FieldTrouble, Refusal};
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::error::ServiceError;
use domain::field::Problem;
use domain::lang::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not carried out. Nothing was changed
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// What kind of problem it is; stable, for programs
    #[serde(rename = "type")]
    #[schema(example = "/problems/slot-full")]
    kind: String,
    /// The kind in words, always English
    title: &'static str,
    /// The status of the answer
    status: u16,
    /// What happened and what to do, in the caller's language
    detail: String,
    /// The fields that need mending, one entry each
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// A field and what is wrong with it
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Name of the field or parameter
    #[schema(example = "phone")]
    field: &'static str,
    /// What is wrong; stable, for programs
    #[schema(example = "phone")]
    problem: &'static str,
    /// What to mend, in the caller's language
    message: String,
}

/// The document of a refusal.
pub(crate) fn document(refusal: &Refusal, lang: Lang) -> Response {
    let (slug, title) = name(refusal);
    let document = ProblemDocument {
        kind: format!("/problems/{slug}"),
        title,
        status: refusal.status().as_u16(),
        detail: refusal.text(lang),
        errors: errors(refusal, lang),
    };
    let mut response = Json(document).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn errors(refusal: &Refusal, lang: Lang) -> Vec<FieldProblem> {
    let one = |trouble: &FieldTrouble| FieldProblem {
        field: trouble.name(),
        problem: key(trouble),
        message: trouble.text(lang),
    };
    match refusal {
        Refusal::Fields(troubles) => troubles.iter().map(one).collect(),
        Refusal::Service(ServiceError::Invalid(errors)) => errors
            .iter()
            .map(|error| one(&FieldTrouble::Value(error.field, error.problem.clone())))
            .collect(),
        _ => Vec::new(),
    }
}

fn name(refusal: &Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::Service(error) => match error {
            ServiceError::NotFound => ("not-found", "Not found"),
            ServiceError::Invalid(_) => ("invalid", "Fields need mending"),
            ServiceError::SlotFull => ("slot-full", "The slot is full"),
            ServiceError::SlotClosed => ("slot-closed", "The slot takes no bookings"),
            ServiceError::DuplicateBooking => {
                ("duplicate-booking", "The same person is booked in this visit")
            }
            ServiceError::PlacesFree => ("places-free", "A place is free"),
            ServiceError::AlreadyWaiting => ("already-waiting", "The same person waits for this visit"),
            ServiceError::OfferOver => ("offer-over", "The offer has ended"),
            ServiceError::MostPlaces { .. } => ("most-places", "As many places as one may have"),
            ServiceError::MostAssisted { .. } => ("most-assisted", "As many people as one may book for"),
            ServiceError::KeyReused => ("key-reused", "The Idempotency-Key was used for another request"),
            ServiceError::BookingSettled => ("booking-settled", "The booking can no longer be changed"),
            ServiceError::NotLoggedIn | ServiceError::WrongLogin => ("not-logged-in", "Not logged in"),
            ServiceError::Forbidden => ("forbidden", "Not allowed"),
            ServiceError::CannotPublish(_) => ("cannot-publish", "The plan cannot be published"),
            ServiceError::IllegalStep(_) => ("illegal-step", "Not possible in this state"),
            ServiceError::StillThere { .. } => ("still-there", "People are still there"),
            ServiceError::DayFlag(_) => ("day-flag", "It does not fit the service day"),
            ServiceError::Stale => ("stale", "Changed in the meantime"),
            ServiceError::LinkExpired => ("link-expired", "The link has expired"),
            ServiceError::TooMany { .. } => ("too-many", "Too many requests"),
            ServiceError::Busy => ("busy", "The server is busy"),
        },
        Refusal::Fields(_) => ("invalid", "Fields need mending"),
        Refusal::TooLarge | Refusal::PhotoTooLarge => ("too-large", "The body is too large"),
        Refusal::NotJson => ("malformed-json", "The body is not a JSON object"),
        Refusal::NotSaidJson => ("not-json", "The body does not say that it is JSON"),
        Refusal::NoMethod => ("no-such-method", "The path has no such method"),
        Refusal::CrossSite => ("cross-site", "The request came from another site"),
        Refusal::TooSlow => ("timeout", "The answer took too long"),
        Refusal::Broken => ("fault", "A fault of the server"),
    }
}

fn key(trouble: &FieldTrouble) -> &'static str {
    match trouble {
        FieldTrouble::NotText(_) => "not-a-text",
        FieldTrouble::NotBoolean(_) => "not-a-boolean",
        FieldTrouble::Value(_, problem) | FieldTrouble::Parameter(_, _, problem) => match problem {
            Problem::Missing => "missing",
            Problem::TooShort { .. } => "too-short",
            Problem::TooLong { .. } => "too-long",
            Problem::Digits { .. } => "digits",
            Problem::Phone(_) => "phone",
            Problem::Email => "email",
            Problem::LooksLikeNik => "looks-like-nik",
            Problem::BadCharacter => "bad-character",
            Problem::OutOfRange { .. } => "out-of-range",
            Problem::NotADate => "not-a-date",
            Problem::NotATime => "not-a-time",
            Problem::NotAChoice => "not-a-choice",
            Problem::InThePast => "in-the-past",
            Problem::InTheFuture => "in-the-future",
            Problem::PhotoKind => "photo-kind",
            Problem::PhotoTooLarge => "photo-too-large",
            Problem::EndBeforeStart => "end-before-start",
            Problem::BreakOutsideHours => "break-outside-hours",
            Problem::VillageTakenThatDay => "village-taken-that-day",
            Problem::CalendarHolds => "calendar-holds",
            Problem::MonthPublished => "month-published",
            Problem::AllottedElsewhere { .. } => "allotted-elsewhere",
            Problem::AbsentThatDay { .. } => "absent-that-day",
            Problem::NotWorkingThatDay { .. } => "not-working-that-day",
            Problem::PartOfDay { .. } => "part-of-day",
            Problem::OfficeBelowMinimum { .. } => "office-below-minimum",
            Problem::AfterVisit => "after-visit",
            Problem::InCalendar => "in-calendar",
            Problem::BookedThere => "booked-there",
            Problem::PlaceTaken => "place-taken",
            Problem::Private(_) => "private",
        },
    }
}
