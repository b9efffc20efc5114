//! What answers have in common: who answers waits elsewhere, and what goes wrong is said in words.

use std::sync::Arc;

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Desk;
use super::room::Room;
use super::why::words;

/// Why something was not done, for the editor.
pub(super) struct Failure(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let said = words(&self.0);
        (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "error": said })))
            .into_response()
    }
}

pub(super) type Answer<T> = Result<Json<T>, Failure>;

/// Does something that may wait.
pub(super) async fn waiting<T: Send + 'static>(
    desk: &Desk,
    work: impl FnOnce(&Arc<Room>) -> anyhow::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let room = desk.room()?;
    Ok(tokio::task::spawn_blocking(move || work(&room)).await??)
}

/// What is asked behind a `?`.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) proof: bool,
    /// Characters of JavaScript before a place in a body.
    pub(super) at: Option<u32>,
    /// The number of the paste that it came with.
    pub(super) paste: Option<u32>,
}

pub(super) type Asked = Query<Named>;
