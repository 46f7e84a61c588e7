//! Reads for the tools around one visit: trying out its day, its official letter.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use domain::id::VisitId;
use domain::letter::LetterPage;
use domain::what_if::{WhatIfForm, WhatIfPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// What the day of a visit would be like.
#[server(name = ReadWhatIf, prefix = "/baca", endpoint = "staf/simulasi", input = GetUrl)]
pub async fn what_if(visit: VisitId, form: WhatIfForm) -> Loaded<WhatIfPage> {
    let staff = report(staff().await)?;
    let page = report(services().staff.what_if(&staff, visit, &form).await)?;
    if !page.errors.is_empty() {
        // The page shows the form with what needs mending; its status says so too.
        let _ = report::<()>(Err(domain::error::ServiceError::Invalid(page.errors.clone())));
    }
    Ok(page)
}

/// The letter of a visit.
#[server(name = ReadLetter, prefix = "/baca", endpoint = "staf/surat", input = GetUrl)]
pub async fn letter(visit: VisitId) -> Loaded<LetterPage> {
    let staff = report(staff().await)?;
    report(services().staff.letter(&staff, visit).await)
}
