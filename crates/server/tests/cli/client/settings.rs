//! Where the address of the desk and the key are read.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::support::{desk, free_address, key};
use crate::workplace::Workplace;

#[test]
fn the_desk_and_the_key_are_read_from_a_file() {
    let serving = desk().serve();
    let address = serving.address();
    let key = key(&address, "admin", &["read"]);
    let nothing = Workplace::new();
    nothing.run(&["ticket", "list"]).fails_saying("set the environment variable DESKHAND_URL, or `url` in");

    let home = Workplace::new();
    let place = home.clone().with("HOME", home.path("").to_str().unwrap());
    place.run(&["ticket", "list"]).fails_saying(".config/deskhand/client.toml");
    let file = home.path(".config/deskhand/client.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, format!("url = \"http://{address}\"\napi_key = \"{key}\"\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    place.run(&["ticket", "list"]).fails_saying("chmod 600");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.run(&["ticket", "list"]).succeeds().out, "No tickets.\n");
    let named = Workplace::new();
    let run = named.run(&["ticket", "list", "--config", file.to_str().unwrap()]);
    assert_eq!(run.succeeds().out, "No tickets.\n");
    named.run(&["watch", "--config", "missing.toml"]).fails_saying("missing.toml can't be read");

    // The environment goes before the file.
    let other = place.clone().with("DESKHAND_API_KEY", "dh_wrong");
    other.run(&["ticket", "list"]).fails_saying("The API key may be wrong, expired or revoked");
    other.run(&["watch"]).fails_saying("The API key may be wrong, expired or revoked");
    place.run(&["ticket", "open", "Lamp", "--description", "Out"]).fails_saying("scope");
    place.clone().with("DESKHAND_URL", "desk").run(&["ticket", "list"]).fails_saying("no URL: \"desk\"");
    place.clone().with("DESKHAND_CA_FILE", "no.pem").run(&["ticket", "list"]).fails_saying("no.pem can't be read");
    let run =
        place.with("DESKHAND_URL", &format!("http://{}", free_address())).run(&["ticket", "reply", "1", "-m", "A"]);
    run.fails_saying("is not reached: Connection refused");
    assert!(serving.stop().0);
}
