//! What happens before anything serves: everything that can be refused is checked before anything is made. `deskhand doctor` asks
//! the same functions.

pub(crate) mod connect;
pub(crate) mod desk;
pub(crate) mod folders;
pub(crate) mod port;
pub(crate) mod schema;
pub(crate) mod secret_check;
pub(crate) mod secret_file;
