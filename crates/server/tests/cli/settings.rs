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
        ("DESKHAND__MAIL__CA_FILE", "missing.pem", "missing.pem"),
        ("DESKHAND__LOG__LEVEL", "info,=", "log.level"),
        ("DESKHAND__BOOTSTRAP__PASSWORD", "short", "bootstrap.password"),
    ] {
        let place = Workplace::new()
            .with("DESKHAND__MAIL__SMTP_URL", if key.ends_with("CA_FILE") { "smtp://127.0.0.1:1" } else { "" })
            .with(key, value);
        let run = place.run(&["serve"]);
        assert!(!run.err.contains("s3cret"), "{run:#?}");
        run.fails_saying(words);
    }
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
    place.run(&["doctor"]).fails_saying("local.toml");
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
