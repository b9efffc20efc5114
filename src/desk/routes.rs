//! Who answers what. Files are read and texts are laid out on threads that may wait.

use std::sync::Arc;

use anyhow::anyhow;
use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::answer::{Answer, Failure, waiting};
use super::api::{self, Edit, Edited, Issue};
use super::room::locked;
use super::{
    Desk, assets, discarded, events, forms, glance, guard, intake, list, lists, out, plain,
    save_soon, search, settings, setup, signing, tally,
};
use crate::draft::Kind;
use crate::office::{init, next};

/// The largest file that can be dropped on the desk: the largest that is imported, and a little.
const UPLOAD: usize = 65 << 20;

pub(super) fn all(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/assets/{name}", get(assets::file))
        .route("/api/events", get(events::presence))
        .route("/api/office", get(office))
        .route("/api/issues", get(issues).post(create))
        .route("/api/held", get(held))
        .route("/api/explain/{code}", get(explain))
        .route("/api/picture/{key}", get(picture))
        .route("/api/issue/{name}", get(issue).post(edit))
        .route("/api/issue/{name}/glance", get(glance::glance))
        .route("/api/issue/{name}/events", get(events::issue))
        .route("/api/issue/{name}/raw", get(raw))
        .route("/api/issue/{name}/rename", post(rename))
        .route("/api/issue/{name}/discard", post(discarded::discard))
        .route("/api/discarded", get(discarded::list))
        .route("/api/discarded/{place}/back", post(discarded::back))
        .route("/api/issue/{name}/proof/{on}", post(proof))
        .route("/api/issue/{name}/submission", post(intake::read))
        .route("/api/issue/{name}/file", post(intake::file))
        .route("/api/issue/{name}/figure/{item}", post(intake::figure))
        .route("/api/issue/{name}/pdf", get(out::pdf))
        .route("/api/issue/{name}/make/{form}", post(out::make))
        .route("/api/issue/{name}/release", post(out::release))
        .route("/api/issue/{name}/story", get(signing::story))
        .route("/api/issue/{name}/sign", post(signing::sign))
        .route("/api/issue/{name}/submit", post(signing::submit))
        .route("/api/issue/{name}/changes.pdf", get(signing::marked))
        .route("/api/issue/{name}/back", post(signing::read_back))
        .route("/api/issue/{name}/back/take", post(signing::take_back))
        .route("/api/made/{*path}", get(out::made))
        .route("/api/back", post(glance::back))
        .route("/api/verify", get(out::verify))
        .route("/api/find", get(search::find))
        .route("/api/tables", get(tally::tables))
        .route("/api/tables/xlsx", get(tally::workbook))
        .route("/api/notice/{form}", post(tally::notice))
        .route("/api/inbox", get(intake::inbox))
        .route("/api/settings/{file}", get(settings::read).put(settings::write))
        .route("/api/schema/draft", get(schema))
        .route("/api/forms/{file}", get(forms::read).post(forms::change))
        .route("/api/rules", get(forms::all_rules))
        .route("/api/schemes", get(forms::schemes).post(forms::begin))
        .route("/api/lists/{which}", get(lists::give).post(lists::take))
        .route("/api/setup", get(setup::offer).post(setup::create))
        .route("/api/setup/{which}", post(lists::look))
        .route("/api/enter", post(setup::enter))
        .layer(DefaultBodyLimit::max(UPLOAD))
        .layer(from_fn_with_state(desk.guard.clone(), guard::watch))
        .with_state(desk)
}

/// Nothing as long as no workspace is open.
async fn office(State(desk): State<Arc<Desk>>) -> Answer<Option<api::Office>> {
    if desk.room().is_err() {
        return Ok(Json(None));
    }
    Ok(Json(Some(waiting(&desk, |room| Ok(list::office(room))).await?)))
}

async fn issues(State(desk): State<Arc<Desk>>) -> Answer<Vec<api::Row>> {
    Ok(Json(waiting(&desk, |room| list::rows(room)).await?))
}

async fn held(State(desk): State<Arc<Desk>>) -> Answer<Vec<api::Held>> {
    Ok(Json(waiting(&desk, |room| Ok(list::held(&room.state().held))).await?))
}

/// What is wanted of an issue that is begun; what is not told follows from the last one.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    supplement: bool,
    number: Option<i64>,
    /// 2024-01-05.
    date: Option<String>,
}

/// Starts the next issue; its name.
async fn create(State(desk): State<Arc<Desk>>, Json(wanted): Json<Wanted>) -> Answer<String> {
    let today = (desk.today)();
    let kind = if wanted.supplement { Kind::Supplement } else { Kind::Regular };
    let date = wanted.date.filter(|date| !date.is_empty());
    let date =
        date.map(|date| date.parse().map_err(|_| anyhow!("“{date}”不是日期，如 2024-01-05")));
    let wanted = next::Wanted { kind, number: wanted.number, date: date.transpose()? };
    let name = waiting(&desk, move |room| list::create(room, &wanted, today));
    Ok(Json(name.await?))
}

async fn explain(Path(code): Path<String>) -> Answer<[String; 2]> {
    let rule = crate::lint::rules::find(&code).ok_or_else(|| anyhow!("没有“{code}”这条规则"))?;
    Ok(Json([rule.summary.to_owned(), plain::explained(&code, rule.docs)]))
}

/// What can stand in a draft.
async fn schema() -> Json<&'static schemars::Schema> {
    Json(init::Which::Draft.schema())
}

async fn picture(
    State(desk): State<Arc<Desk>>,
    Path(key): Path<String>,
) -> Result<Response, Failure> {
    let found = locked(&desk.room()?.store).picture(&key);
    Ok(match found {
        Some((kind, bytes)) => {
            ([(header::CONTENT_TYPE, kind)], Bytes::copy_from_slice(&bytes)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

async fn issue(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Answer<Issue> {
    Ok(Json(waiting(&desk, move |room| room.issue(&name)).await?))
}

/// Edits answer at once: nothing of them waits.
async fn edit(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Json(edit): Json<Edit>,
) -> Answer<Edited> {
    let room = desk.room()?;
    let edited = room.edit(&name, &edit)?;
    save_soon(&room, &name);
    Ok(Json(edited))
}

/// Names its file after its number and day; its new name.
async fn rename(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Answer<String> {
    Ok(Json(waiting(&desk, move |room| room.rename(&name)).await?))
}

async fn raw(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Answer<(u64, String)> {
    let raw = waiting(&desk, move |room| {
        room.with(&name, |open, _| Ok((open.version, open.text.replace("\r\n", "\n"))))
    });
    Ok(Json(raw.await?))
}

async fn proof(
    State(desk): State<Arc<Desk>>,
    Path((name, on)): Path<(String, bool)>,
) -> Answer<()> {
    let room = desk.room()?;
    room.with(&name, |open, _| {
        open.proof = on;
        Ok(())
    })?;
    room.bell.ring(&name);
    Ok(Json(()))
}
