use deskhand_domain::api_keys::KeyScope;
use deskhand_domain::permissions::KeyAccess;
use deskhand_http_core::routing::Access;
use utoipa::openapi::path::Operation;

use crate::routes::Route;

/// Says at the end of the operation's description who may call it, and what an API key needs for it: as the row of the route does.
pub(super) fn describe(route: &Route, operation: &mut Operation) {
    let callers = match route.access {
        Access::Public => "Needs no sign-in.",
        Access::SignedIn => "For everybody who is signed in, within what they may see and do.",
        Access::Staff => "For staff.",
        Access::Admins => "For admins and superadmins.",
        Access::Superadmins => "For superadmins.",
    };
    let sentence = match key(route) {
        Some(key) => format!("{callers} {key}"),
        None => callers.to_owned(),
    };
    operation.description = Some(match operation.description.take() {
        Some(words) => format!("{words}\n\n{sentence}"),
        None => sentence,
    });
}

fn key(route: &Route) -> Option<String> {
    let needs = |scope: KeyScope| Some(format!("An API key needs the scope `{}`.", scope.as_str()));
    match (route.access, route.key) {
        (Access::Public, KeyAccess::RegisterStaff) => {
            let scope = KeyScope::StaffRegister.as_str();
            Some(format!("An API key with the scope `{scope}` lets engineers in without approval."))
        }
        (Access::Public, _) => None,
        (_, KeyAccess::Read) => needs(KeyScope::Read),
        (_, KeyAccess::Write) => needs(KeyScope::Write),
        (_, KeyAccess::RegisterStaff) => needs(KeyScope::StaffRegister),
        (_, KeyAccess::DeliverMail) => needs(KeyScope::MailDeliver),
        (_, KeyAccess::SessionOnly) => Some("No API key may do this, whatever its scopes.".to_owned()),
    }
}
