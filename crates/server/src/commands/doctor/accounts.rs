use super::finding::Finding;
use crate::settings::Settings;

pub(super) fn bootstrap(settings: &Settings) -> Finding {
    let username = &settings.bootstrap.username;
    let password = if settings.bootstrap.has_password() { "the configured password" } else { "a random password" };
    Finding::ok("first superadmin", format!("a first start creates {username} with {password}"))
}

/// OWASP's least cost.
const LEAST_COST: u32 = 10;

pub(super) fn hashing(settings: &Settings) -> Finding {
    let cost = settings.auth.bcrypt_cost;
    if cost < LEAST_COST {
        let text = format!(
            "auth.bcrypt_cost is {cost}: stolen hashes are guessed quickly; take {LEAST_COST} or more, 12 is usual"
        );
        return Finding::warning("passwords", text);
    }
    Finding::ok("passwords", format!("bcrypt with cost {cost}"))
}
