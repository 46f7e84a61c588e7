//! Things that must be read.

use leptos::prelude::*;

/// What a notice is about; its colour never speaks alone, the text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Think twice.
    Warning,
    /// It went wrong.
    Error,
    /// It went well.
    Success,
}

/// A notice of one text.
pub fn notice(kind: NoticeKind, text: String) -> AnyView {
    let (class, role) = match kind {
        NoticeKind::Info => ("notice info", None),
        NoticeKind::Warning => ("notice warning", None),
        NoticeKind::Error => ("notice error", Some("alert")),
        NoticeKind::Success => ("notice success", Some("status")),
    };
    view! { <p class=class role=role>{text}</p> }.into_any()
}

/// Nothing is here: says what to do next.
pub fn empty(text: &str, action: AnyView) -> AnyView {
    view! {
        <div class="empty">
            <p>{text.to_owned()}</p>
            {action}
        </div>
    }
    .into_any()
}
