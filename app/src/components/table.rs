//! Parts of tables.

use leptos::prelude::*;

/// One cell of a table that becomes cards on a phone.
pub fn cell(label: &'static str, value: AnyView) -> AnyView {
    view! {
        <td data-label=label>
            <div>{value}</div>
        </td>
    }
    .into_any()
}

/// Heads of a table.
pub fn heads(labels: &[&'static str]) -> AnyView {
    let cells: Vec<_> = labels
        .iter()
        .map(|label| view! { <th scope="col">{*label}</th> }.into_any())
        .collect();
    view! {
        <thead>
            <tr>{cells}</tr>
        </thead>
    }
    .into_any()
}
