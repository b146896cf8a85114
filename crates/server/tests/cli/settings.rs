use crate::workplace::Workplace;

#[test]
fn wrong_settings_are_named_with_their_reason() {
    for (key, value, words) in [
        ("DESKHAND__HTTP__PROT", "1", "prot"),
        ("DESKHAND__HTTP__PORT", "many", "PORT"),
        ("DESKHAND__HTTP__PUBLIC_URL", "desk.example.com", "http.public_url"),
        ("DESKHAND__HTTP__TRUSTED_PROXIES", "10.0.0.0/8, proxy.example.com", "proxy.example.com"),
        ("DESKHAND__HTTP__TRUSTED_PROXIES", "[\"10.0.0.0/33\"]", "http.trusted_proxies"),
        ("DESKHAND__HTTP__CORS_ORIGINS", "https://a.example.com/path", "http.cors_origins"),
        ("DESKHAND__HTTP__CORS_ORIGINS", "null", "http.cors_origins"),
        ("DESKHAND__HTTP__FORWARDED_HEADER", "via", "x-forwarded-for"),
        ("DESKHAND__LIMITS__SIGN_IN", "ten a minute", "10/1m"),
        ("DESKHAND__LIMITS__WRITES", "0/1m", "10/1m"),
        ("DESKHAND__AUTH__SECRET", "too short", "at least 32"),
        ("DESKHAND__AUTH__BCRYPT_COST", "99", "auth.bcrypt_cost"),
        ("DESKHAND__AUTH__ACCESS_TOKEN_LIFETIME", "0s", "longer than nothing"),
        ("DESKHAND__WORKFLOW__REOPEN_WINDOW", "soon", "soon"),
        ("DESKHAND__WORKFLOW__ENGINEER_SCOPE", "some", "assigned, all"),
        ("DESKHAND__DATABASE__URL", "mysql://root:s3cret@db/desk", "mysql"),
        ("DESKHAND__MAIL__FROM", "nobody", "mail.from"),
        ("DESKHAND__MAIL__SMTP_URL", "http://mail.example.com", "mail.smtp_url"),
        ("DESKHAND__MAIL__HELLO", "desk", "mail.hello"),
        ("DESKHAND__MAIL__TICKET_URL", "desk.example.com", "mail.ticket_url"),
        ("DESKHAND__LIMITS__LETTERS_BY_PERSON", "many", "5000/1h"),
        ("DESKHAND__MAIL__LANGUAGE", "fr", "one of en, de"),
        ("DESKHAND__MAIL__TIME_ZONE", "Europe/Atlantis", "Europe/Berlin"),
        ("DESKHAND__MAIL__TEMPLATES", "no-such-folder", "no-such-folder: it can't be read"),
        ("DESKHAND__MAIL__CA_FILE", "missing.pem", "missing.pem"),
        ("DESKHAND__MAIL__IN__IMAP_URL", "imap://u:s3cret@mail.example.com", "without encryption"),
        ("DESKHAND__MAIL__IN__IMAP_URL", "imaps://u:s3cret@mail.example.com", "without mail.in.address"),
        ("DESKHAND__MAIL__IN__FIRST_RUN", "some", "`unseen`"),
        ("DESKHAND__MAIL__IN__POLL_INTERVAL", "0s", "longer than nothing"),
        ("DESKHAND__MAIL__IN__LMTP_LISTEN", "0.0.0.0:2400", "mail.in.lmtp_from_other_machines"),
        ("DESKHAND__MAIL__IN__LMTP_LISTEN", "/run/lmtp", "unix:/run/deskhand/lmtp"),
        ("DESKHAND__MAIL__IN__LMTP_LISTEN", "127.0.0.1:2400", "without mail.in.address"),
        ("DESKHAND__LOG__LEVEL", "info,=", "log.level"),
        ("DESKHAND__LOG__LEVEL", "loud", "log.level"),
        ("DESKHAND__LOG__LEVEL", "", "log.level"),
        ("DESKHAND__HTTP__HOST", "http://0.0.0.0:80", "http.host"),
        ("DESKHAND__HTTP__CHANGES_AT_ONCE", "0", "http.changes_at_once"),
        ("DESKHAND__AUTH__PREVIOUS_SECRETS", "too short", "auth.previous_secrets"),
        ("DESKHAND__AUTH__REFRESH_TOKEN_LIFETIME", "9000y", "at most 100 years"),
        ("DESKHAND__MAIL__CONCURRENCY", "0", "mail.concurrency"),
        ("DESKHAND__MAIL__DIRECTORY", "", "mail.directory"),
        ("DESKHAND__BOOTSTRAP__PASSWORD", "administrator", "bootstrap.password"),
        ("DESKHAND__BOOTSTRAP__USERNAME", "x", "bootstrap.username"),
        ("DESKHAND__SECURITY__CONTACT", "security@example.com", "mailto:"),
        ("DESKHAND__SECURITY__EXPIRES", "next year", "2027-06-30T00:00:00Z"),
        ("DESKHAND__SECURITY__LANGUAGES", "English, please", "language tag"),
        ("DESKHAND__SECURITY__POLICY", "http://example.com", "https://"),
        ("DESKHAND__HTTP__CORS_ORIGINS", "example.com", "http.cors_origins"),
        ("DESKHAND__NOWHERE__AT_ALL", "1", "nowhere.at_all"),
        ("DESKHAND__HTTP", "1", "DESKHAND__HTTP"),
        ("DESKHAND__BOOTSTRAP__PASSWORD", "short", "bootstrap.password"),
    ] {
        let place = Workplace::new()
            .with("DESKHAND__MAIL__SMTP_URL", if key.ends_with("CA_FILE") { "smtp://127.0.0.1:1" } else { "" })
            .with(key, value);
        let run = place.run(&["serve"]);
        assert!(!run.err.contains("s3cret") && run.err.contains(key), "{run:#?}");
        run.fails_saying(words);
        assert!(place.files().is_empty(), "nothing is made: {:?}", place.files());
        let doctor = place.run(&["doctor"]);
        assert!(
            !doctor.success && doctor.out.contains("WRONG   settings") && doctor.out.contains(words),
            "{doctor:#?}"
        );
    }
}

#[test]
fn an_address_of_this_machine_sends_no_mail_to_another() {
    let place = Workplace::new().with("DESKHAND__MAIL__SMTP_URL", "smtp://mail.example.com");
    place.run(&["serve"]).fails_saying("mail.from: deskhand@localhost is an address of this machine only");
    let local = Workplace::new().with("DESKHAND__MAIL__SMTP_URL", "smtp://127.0.0.1:1025?tls=none");
    assert!(local.serve().stop().0);
}

#[test]
fn a_secret_setting_is_not_shown_when_it_is_wrong() {
    let run = Workplace::new().with("DESKHAND__MAIL__SMTP_URL", "smtp://desk:hunter22@:99999").run(&["serve"]);
    assert!(!run.success && !run.err.contains("hunter22"), "{run:#?}");
}

#[test]
fn the_environment_wins_over_the_local_file_and_that_over_the_defaults() {
    let place = Workplace::new();
    std::fs::create_dir(place.path("config")).unwrap();
    std::fs::write(place.path("config/local.toml"), "[mail]\nfrom = 'Local <local@example.com>'\n").unwrap();
    let run = place.run(&["doctor"]).succeeds();
    assert!(run.out.contains("mails come from local@example.com"), "{}", run.out);
    let place = place.with("DESKHAND__MAIL__FROM", "Environment <environment@example.com>");
    let run = place.run(&["doctor"]).succeeds();
    assert!(run.out.contains("mails come from environment@example.com"), "{}", run.out);
}

#[test]
fn a_local_file_that_is_no_toml_is_named() {
    let place = Workplace::new();
    std::fs::create_dir(place.path("config")).unwrap();
    std::fs::write(place.path("config/local.toml"), "[mail\n").unwrap();
    place.run(&["serve"]).fails_saying("config/local.toml, line 1: ");
    let doctor = place.run(&["doctor"]);
    assert!(!doctor.success && doctor.out.contains("WRONG   settings: config/local.toml, line 1"), "{doctor:#?}");
}

#[test]
fn a_line_that_is_no_toml_is_not_shown_for_it_may_have_a_secret_in_it() {
    let place = Workplace::new();
    std::fs::write(place.path("own.toml"), "[auth]\n\nsecret = \"hunter22\nbcrypt_cost = 12\n").unwrap();
    let run = place.run(&["--config", "own.toml", "serve"]);
    assert!(!run.err.contains("hunter22"), "{run:#?}");
    run.fails_saying("own.toml, line 3");
}

#[test]
fn a_file_that_the_command_line_names_must_be_there() {
    for command in [&["serve"][..], &["migrate", "up"], &["backup", "kept.db"], &["admin", "password", "admin"]] {
        let place = Workplace::new();
        let arguments = [&["--config", "missing.toml"], command].concat();
        place.run(&arguments).fails_saying("missing.toml can't be read");
        assert!(place.files().is_empty(), "{:?}", place.files());
    }
    let doctor = Workplace::new().run(&["--config", "missing.toml", "doctor"]);
    assert!(!doctor.success && doctor.out.contains("missing.toml can't be read"), "{doctor:#?}");
}

#[test]
fn all_wrong_settings_are_named_at_once_with_where_they_are_set() {
    let place = Workplace::new().with("DESKHAND__HTTP__PORT", "70000").with("DESKHAND__MAIL__CONCURRENCY", "0");
    let text = "[http]\nprot = 1\npublic_url = 'desk'\nchanges_at_once = 'much'\n[letters]\nfrom = 'x'\n[log]\nlevel = 'loud'\n[auth]\nbcrypt_cost = 'much'\n";
    std::fs::write(place.path("own.toml"), text).unwrap();
    let run = place.run(&["--config", "own.toml", "serve"]);
    for words in [
        "7 settings are wrong",
        "http.port: 70000 is not a number from 0 to 65535 (set by the environment variable DESKHAND__HTTP__PORT)",
        "http.prot: there is no such setting; is http.port meant? (set in own.toml; ",
        "http.public_url: ",
        "http.changes_at_once: \"much\" is not a number, 0 or more (set in own.toml; the environment variable is DESKHAND__HTTP__CHANGES_AT_ONCE)",
        "letters.from: there is no such setting",
        "mail.concurrency: with 0 no mail would be sent",
        "log.level: \"loud\" is no level",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert_eq!(place.files(), [place.path("own.toml")]);
    let doctor = place.run(&["--config", "own.toml", "doctor"]);
    assert!(!doctor.success && doctor.out.matches("WRONG   settings").count() == 7, "{doctor:#?}");
}

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn the_example_for_postgresql_names_only_settings_that_there_are() {
    let example = format!("{PROJECT}/config/postgres.example.toml");
    let place =
        Workplace::new().with("DESKHAND__DATABASE__URL", "sqlite://desk.db").with("DESKHAND__MAIL__SMTP_URL", "");
    let run = place.run(&["--config", &example, "doctor"]).succeeds();
    assert!(run.out.contains("mails come from desk@example.com"), "{}", run.out);
}

#[test]
fn the_compose_file_names_only_settings_that_there_are() {
    let compose = std::fs::read_to_string(format!("{PROJECT}/compose.yaml")).unwrap();
    let defaults = std::fs::read_to_string(format!("{PROJECT}/config/default.toml")).unwrap();
    let names = compose.lines().filter_map(|line| line.trim().strip_prefix("DESKHAND__")?.split(": ").next());
    let mut seen = 0;
    for name in names {
        let (section, key) = name.split_once("__").unwrap();
        let (_, rest) = defaults.split_once(&format!("\n[{}]\n", section.to_lowercase())).unwrap();
        let section_text = rest.split("\n[").next().unwrap();
        assert!(section_text.contains(&format!("\n{} = ", key.to_lowercase())), "{name}");
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn a_section_within_a_section_is_set_by_file_and_environment() {
    let place = Workplace::new();
    std::fs::create_dir_all(place.path("config")).unwrap();
    std::fs::write(place.path("config/local.toml"), "[mail.in]\naddress = 'support'\nadress = 'x'\n").unwrap();
    let place =
        place.with("DESKHAND__MAIL__IN__REPLY_ADDRESS", "support@{tag}.example.com").with("DESKHAND__MAIL__IN", "x");
    let run = place.run(&["serve"]);
    assert!(run.err.contains("mail.in.adress: there is no such setting; is mail.in.address meant?"), "{run:?}");
    assert!(run.err.contains("mail.in: there is no such setting"), "{run:?}");
    assert!(run.err.contains("mail.in.address: ") && run.err.contains("local.toml"), "{run:?}");
    let place = Workplace::new()
        .with("DESKHAND__MAIL__IN__ADDRESS", "support@desk.example.com")
        .with("DESKHAND__MAIL__IN__REPLY_ADDRESS", "support@{tag}.example.com");
    let run = place.run(&["serve"]);
    let named = "mail.in.reply_address: must be an address with {tag} once before the @";
    assert!(run.err.contains(named) && run.err.contains("DESKHAND__MAIL__IN__REPLY_ADDRESS"), "{run:?}");
}

#[test]
fn a_broken_template_stops_the_start_with_its_name_and_line() {
    for (file, text, words) in [
        ("password_reset/body.html", "\n{% if %}", "password_reset/body.html, line 2: syntax error"),
        ("password_reset/body.txt", "{{ mail.linc }}", "password_reset/body.txt, line 1: there is no value mail.linc"),
        ("password_rest/body.txt", "x", "password_rest/body.txt: no template has this name"),
        ("words/de.ftl", "desk = x\nhelo = y\n", "words/de.ftl, line 2: there is no text helo"),
    ] {
        let place = Workplace::new().with("DESKHAND__MAIL__TEMPLATES", "templates");
        let path = place.path("templates").join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        let before = place.files();
        place.run(&["serve"]).fails_saying(&format!("mail.templates: templates/{words}"));
        let doctor = place.run(&["doctor"]);
        assert!(!doctor.success && doctor.out.contains(words), "{doctor:#?}");
        assert_eq!(place.files(), before, "nothing is made");
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn the_doctor_writes_sample_letters_with_own_templates() {
    let place = Workplace::new().with("DESKHAND__MAIL__TEMPLATES", "templates");
    std::fs::create_dir_all(place.path("templates/words")).unwrap();
    std::fs::write(place.path("templates/words/de.ftl"), "desk = IT-Hilfe\n").unwrap();
    let doctor = place.run(&["doctor"]).succeeds();
    assert!(doctor.out.contains("sample letters could be written, with 1 own template(s)"), "{}", doctor.out);
}
