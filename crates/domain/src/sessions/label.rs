/// Browsers by the word in their name, the more specific first: most of them also claim to be others.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems by the word in the name of a browser.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// What is said of a client that does not name itself.
const UNNAMED: &str = "unnamed client";

/// The most characters of a program's own name.
const LONGEST: usize = 60;

/// A client in a few words: a browser with its system, a program as it names itself. It is the word of the client, no proof.
pub(super) fn label(agent: Option<&str>) -> String {
    let Some(agent) = agent else { return UNNAMED.to_owned() };
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name);
    match (known(BROWSERS), known(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => {
            let program = agent.split_whitespace().next().unwrap_or(UNNAMED);
            program.replacen('/', " ", 1).chars().take(LONGEST).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_client_is_named_in_a_few_words() {
        for (agent, expected) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
                "Chrome on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1",
                "Safari on iPhone",
            ),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
            ("curl/8.5.0", "curl 8.5.0"),
            ("my-script (contact: me@example.com)", "my-script"),
        ] {
            assert_eq!(label(Some(agent)), expected);
        }
        assert_eq!(label(None), "unnamed client");
        assert_eq!(label(Some(&"x".repeat(200))).len(), 60);
    }
}
