//! Two of the documented systems in front of the desk: thin translators speak their language, and the samples of their
//! documents are replayed and compared.

mod compare;
mod crm_replay;
mod crm_service;
mod crm_words;
mod tracker_replay;
mod tracker_service;
