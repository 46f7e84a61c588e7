//! A form that brings a photo (`multipart/form-data`).

use super::{Posted, ServiceError};
use crate::refusal::Refusal;
use crate::request::Pairs;
use crate::state::AppState;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use domain::field::Field;

/// The fields of the form and the file in it, if one was chosen.
pub(crate) struct PostedPhoto {
    pub(crate) form: Posted,
    pub(crate) photo: Option<Vec<u8>>,
}

impl FromRequest<AppState> for PostedPhoto {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let broken = |_| Refusal::Service(ServiceError::Invalid(Vec::new()));
        let mut body = Multipart::from_request(request, state).await.map_err(broken)?;
        let (mut pairs, mut photo) = (Vec::new(), None);
        while let Some(part) = body.next_field().await.map_err(refused)? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(refused)?;
            // A browser sends an empty file where none was chosen.
            if name != Field::Photo.name() {
                pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            } else if !bytes.is_empty() {
                photo = Some(bytes.to_vec());
            }
        }
        let form = Posted {
            parts,
            pairs: Pairs(pairs),
        };
        Ok(PostedPhoto { form, photo })
    }
}

fn refused(error: MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::PhotoTooLarge,
        _ => Refusal::Service(ServiceError::Invalid(Vec::new())),
    }
}
