//! Entry of the WebAssembly module: hydrates the page that the server sent.

/// Called by the loader script once the module is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::App);
}
