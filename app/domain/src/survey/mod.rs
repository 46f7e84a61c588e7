//! The survey of satisfaction (Survei Kepuasan Masyarakat, SKM) of PermenPANRB 14/2017: nine elements, 1 to 4,
//! anonymous, after the service.
//!
//! Elements are keyed by their name: the orders of the eighth and the ninth differ between sources. How the answers
//! become an index is in [`Tally`], how many are needed in [`sample_size`].

mod answer;
mod element;
mod floor;
mod result;
mod sample;
mod service;
mod tally;

pub use answer::{Answers, Score};
pub use element::Element;
pub use result::{Judgement, SurveyResult};
pub use sample::sample_size;
pub use service::{SurveyPage, SurveyService, SurveyState};
pub use tally::{Index, Quality, Sum, Tally};

#[cfg(test)]
mod tests {
    mod tally;
}
