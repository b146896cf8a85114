//! The body of a mail: which parts are its text, which are files, what is a report.

mod alternative;
mod cms;
mod collector;
mod content;
mod entity;
mod file_names;
mod flowed;
mod report;
mod text;
mod walk;

use deskhand_domain::incoming::IncomingMail;

use crate::structure::Fields;
use entity::Entity;
use walk::Walk;

/// Reads what follows the header, and writes it into `mail`.
pub(crate) fn read(fields: &Fields<'_>, content: &[u8], mail: &mut IncomingMail) {
    let root = Entity::root(fields, content);
    let mut walk = Walk::new(report::kind_of(&root));
    let content = walk.read(&root, 0);
    let found = walk.finish();
    mail.report = found.report;
    mail.has_returned_mail = found.has_returned_mail;
    mail.inner_ids = found.inner_ids;
    mail.files_left_out = found.files_left_out;
    mail.remarks = found.remarks;
    mail.is_text_cut = found.is_text_cut;
    mail.files = content.files;
    text::finish(&content.texts, mail);
    file_names::make_safe(&mut mail.files);
}
