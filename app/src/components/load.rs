//! Waiting for data, and what is shown when it does not come.

use crate::api::{ApiError, Loaded};
use crate::text::{Words, use_words};
use domain::error::ServiceError;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use std::future::Future;
use std::pin::Pin;

/// A page on its way. Boxed, so that the waiting around it is compiled once and not once a page.
type Coming = Pin<Box<dyn Future<Output = OwnedView<AnyView>> + Send>>;

/// Shows `view` once the data is there, the error in words otherwise. The server waits for the data.
///
/// Pages are rendered on the server alone and ask for all their data at once. A `Suspense` would build the
/// page twice, and a `Resource` would write its data into the page a second time and may miss its own
/// wake-up: reactive_graph 0.2.16 can answer "pending" without keeping the waker.
pub fn loaded<T, V>(
    data: impl Future<Output = Loaded<T>> + Send + 'static,
    view: impl FnOnce(T) -> V + Send + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let words = use_words();
    let coming: Coming = Box::pin(async move {
        let view = match data.await {
            Ok(data) => view(data).into_any(),
            Err(error) => failed(error, words),
        };
        // What is read from the context while the view becomes text is read from this page's.
        OwnedView::new(view)
    });
    Suspend::new(coming).into_any()
}

fn failed(error: ApiError, words: Words) -> AnyView {
    let login = error == ApiError::Service(ServiceError::NotLoggedIn);
    let (heading, text) = match &error {
        ApiError::Connection => (words.no_connection(), words.no_connection_text().to_owned()),
        ApiError::Service(error) => {
            let heading = match error {
                ServiceError::NotFound => words.not_found(),
                ServiceError::LinkExpired => words.link_expired(),
                ServiceError::NotLoggedIn => words.log_in_first(),
                ServiceError::Forbidden => words.not_yours(),
                ServiceError::Busy | ServiceError::TooMany { .. } => words.busy(),
                _ => words.not_possible(),
            };
            (heading, error.text(words.0))
        }
    };
    let (href, label) = if login {
        ("/staf/masuk", words.log_in())
    } else {
        ("/", words.to_front_page())
    };
    view! {
        <h1>{heading}</h1>
        <p class="notice error">{text}</p>
        <p>
            <a class="button" href=href rel="external">
                {label}
            </a>
        </p>
    }
    .into_any()
}
