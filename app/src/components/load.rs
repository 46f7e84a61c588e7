//! Waiting for data, and what is shown when it does not come.

use crate::api::{ApiError, Loaded};
use crate::text::use_lang;
use leptos::prelude::*;

/// Shows `view` once the data is there, the error in words otherwise.
pub fn loaded<T, V>(data: Resource<Loaded<T>>, view: fn(T) -> V) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let lang = use_lang();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(data) => view(data).into_any(),
                    Err(ApiError::Service(error)) => view! { <p class="notice error">{error.text(lang)}</p> }.into_any(),
                    Err(ApiError::Connection) => view! { <p class="notice error">{lang.pick("Tidak ada sambungan. Coba lagi.", "No connection. Try again.").to_owned()}</p> }.into_any(),
                }
            })}
        </Suspense>
    }
}
