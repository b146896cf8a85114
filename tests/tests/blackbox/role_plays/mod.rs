//! The stories of the four smaller systems that this one replaces, played by their own scripts.

mod crm_service;
mod customer_support;
mod support_requests;
mod ticket_portal;
