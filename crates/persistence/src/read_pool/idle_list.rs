//! The idle connections of a pool. The one used last is used next: its memory is warm, and the others may grow old.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sea_orm::sqlx::Database as Driver;

use super::idle_connection::IdleConnection;

pub(super) struct IdleList<D: Driver>(Mutex<Vec<IdleConnection<D>>>);

impl<D: Driver> IdleList<D> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    pub(super) fn push(&self, connection: IdleConnection<D>) {
        self.lock().push(connection);
    }

    pub(super) fn pop(&self) -> Option<IdleConnection<D>> {
        self.lock().pop()
    }

    pub(super) fn take_all(&self) -> Vec<IdleConnection<D>> {
        mem::take(&mut *self.lock())
    }

    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<IdleConnection<D>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
