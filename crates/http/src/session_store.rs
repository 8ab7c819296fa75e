//! Sessions of tower-sessions in the store, which decides when they end.

use async_trait::async_trait;
use store::session::NewSession;
use store::{Actor, Store, StoreError};
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::caller::{LOGIN, Login};

/// The sessions of a store.
#[derive(Clone, Debug)]
pub(crate) struct Sessions(pub(crate) Store);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let login = record.data.get(LOGIN).cloned().map(serde_json::from_value::<Login>).transpose().map_err(encode)?;
        let data = serde_json::to_string(&record.data).map_err(encode)?;
        loop {
            let new = NewSession {
                id: record.id.to_string(),
                user: login.as_ref().map(|login| login.user),
                data: data.clone(),
                address: login.as_ref().and_then(|login| login.address.clone()),
                agent: login.as_ref().and_then(|login| login.agent.clone()),
            };
            let made = self
                .0
                .write(&actor(), move |tx| {
                    let new = new.clone();
                    Box::pin(async move { store::session::create(tx, &new).await })
                })
                .await;
            match made {
                Err(StoreError::Duplicate) => record.id = Id::default(),
                made => return made.map_err(backend),
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (id, data) = (record.id.to_string(), serde_json::to_string(&record.data).map_err(encode)?);
        self.0
            .write(&actor(), move |tx| {
                let (id, data) = (id.clone(), data.clone());
                Box::pin(async move { store::session::save(tx, &id, &data).await })
            })
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let key = id.to_string();
        let Some((data, note_use)) = store::session::load(&self.0.read(), &key, self.0.now()).await.map_err(backend)? else {
            return Ok(None);
        };
        if note_use {
            self.0
                .write(&actor(), move |tx| {
                    let key = key.clone();
                    Box::pin(async move { store::session::touch(tx, &key).await })
                })
                .await
                .map_err(backend)?;
        }
        let data = serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))?;
        // The store has said that it lives; this date is only tower-sessions' own.
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + Duration::hours(8) }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let id = id.to_string();
        self.0
            .write(&actor(), move |tx| {
                let id = id.clone();
                Box::pin(async move { store::session::delete(tx, &id).await })
            })
            .await
            .map_err(backend)
    }
}

fn actor() -> Actor {
    Actor::system("会话")
}

fn backend(error: StoreError) -> Error {
    Error::Backend(match &error {
        StoreError::Database(cause) => cause.to_string(),
        other => other.to_string(),
    })
}

fn encode(error: serde_json::Error) -> Error {
    Error::Encode(error.to_string())
}
