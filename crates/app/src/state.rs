use std::sync::Arc;

use store::Store;

use crate::identity::Passwords;
use crate::job::Running;

/// What use cases stand on. Cheap to clone; one for each process.
#[derive(Clone, Debug)]
pub struct App {
    /// The record.
    pub store: Store,
    /// Hashing of passwords, which is made slow on purpose and so is limited.
    pub(crate) passwords: Arc<Passwords>,
    /// Jobs under way in this process.
    pub(crate) running: Arc<Running>,
}

impl App {
    /// Use cases over this store.
    pub fn new(store: Store) -> Self {
        Self { store, passwords: Arc::new(Passwords::new()), running: Arc::default() }
    }
}

/// Where a request comes from, for the record.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The request.
    pub request_id: Option<String>,
    /// Network address.
    pub address: Option<String>,
}
