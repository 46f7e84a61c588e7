//! The service day.
