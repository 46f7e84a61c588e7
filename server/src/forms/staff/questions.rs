//! Answering questions and publishing them. All stand on one page, so that a form that comes back carries the `id` it
//! was about; the filter of the page stays.

use crate::forms::login::LoggedIn;
use crate::forms::{Page, Posted, field, mended, with_note};
use crate::request::{Captured, Query};
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::field::Field;
use domain::id::{FaqId, QuestionId, VisitId};
use domain::question::NewFaq;
use domain::service::Answer;
use domain::text::Line;

const PATH: &str = "/staf/pertanyaan";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staf/pertanyaan/{id}/jawab", post(reply))
        .route("/staf/pertanyaan/{id}/kesampingkan", post(set_aside))
        .route("/staf/pertanyaan/{id}/terbitkan", post(publish))
        .route("/staf/pertanyaan/terbit/{id}/tarik", post(unpublish))
}

/// The page with its filter.
fn page(query: &Query) -> String {
    match query.0.get("kunjungan").parse::<VisitId>() {
        Ok(visit) => format!("{PATH}?kunjungan={visit}"),
        Err(_) => PATH.to_owned(),
    }
}

async fn reply(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    query: Query,
    form: Posted,
) -> Response {
    let replied: Answer<String> = async {
        let id: QuestionId = captured.id("id")?;
        let answer = Line::parse_min(form.pairs.get(Field::Reply.name()), 2);
        let answer = field(Field::Reply, answer)?;
        state.services.before.answer_question(&staff, id, &answer).await?;
        Ok(with_note(&page(&query), "dijawab"))
    }
    .await;
    finish(&state, form, (&captured, &query), "jawab", replied).await
}

async fn set_aside(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    query: Query,
    form: Posted,
) -> Response {
    let done: Answer<String> = async {
        let id: QuestionId = captured.id("id")?;
        state.services.before.set_question_aside(&staff, id).await?;
        Ok(with_note(&page(&query), "dikesampingkan"))
    }
    .await;
    finish(&state, form, (&captured, &query), "kesampingkan", done).await
}

async fn publish(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    query: Query,
    form: Posted,
) -> Response {
    let published: Answer<String> = async {
        let id: QuestionId = captured.id("id")?;
        let before = &state.services.before;
        let asker = before.asker(&staff, id).await?;
        let text = |field: Field| form.pairs.get(field.name());
        let everywhere = form.pairs.get("tampil") == "semua";
        let (question, answer) = (text(Field::PublicQuestion), text(Field::PublicAnswer));
        let faq = mended(NewFaq::parse(question, answer, everywhere, asker.as_deref()))?;
        before.publish(&staff, id, &faq).await?;
        Ok(with_note(&page(&query), "diterbitkan"))
    }
    .await;
    finish(&state, form, (&captured, &query), "terbitkan", published).await
}

async fn unpublish(
    State(state): State<AppState>,
    LoggedIn(staff): LoggedIn,
    captured: Captured,
    query: Query,
    form: Posted,
) -> Response {
    let done: Answer<String> = async {
        let id: FaqId = captured.id("id")?;
        state.services.before.unpublish(&staff, id).await?;
        Ok(with_note(&page(&query), "ditarik"))
    }
    .await;
    finish(&state, form, (&captured, &query), "tarik", done).await
}

async fn finish(
    state: &AppState,
    form: Posted,
    (captured, query): (&Captured, &Query),
    name: &str,
    answer: Answer<String>,
) -> Response {
    let form = form.about("id", captured.text("id"));
    form.answer(state, Page::At(page(query)), name, answer).await
}
