//! Entry of the WebAssembly module: wakes the islands of the page that the server sent.

// The islands are exported by themselves; this keeps their crate linked.
use app as _;

/// Called by `app/src/browser.js` once the module is there; it then wakes each island.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
