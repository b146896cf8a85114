//! Server-sent events, as far as the desk uses them: comments, `id`, `event` and one line of `data`.

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServerSent {
    /// After which event a new connection goes on.
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) data: String,
}

/// The most bytes of an event. The texts of one have a quarter of them.
const MOST_BYTES: usize = 4 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is too long for one of a desk")]
pub(crate) struct TooLong;

/// Makes events of bytes, however they are cut.
#[derive(Debug, Default)]
pub(crate) struct EventReader {
    /// A line that has not ended.
    line: Vec<u8>,
    event: ServerSent,
}

impl EventReader {
    /// The events that end in these bytes.
    pub(crate) fn read(&mut self, bytes: &[u8]) -> Result<Vec<ServerSent>, TooLong> {
        let mut events = Vec::new();
        for &byte in bytes {
            if byte != b'\n' {
                self.line.push(byte);
                continue;
            }
            let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
            let line = line.trim_end_matches('\r');
            if !line.is_empty() {
                self.take(line);
            } else {
                let event = std::mem::take(&mut self.event);
                events.extend((!event.data.is_empty()).then_some(event));
            }
        }
        if self.line.len() + self.event.data.len() > MOST_BYTES {
            return Err(TooLong);
        }
        Ok(events)
    }

    fn take(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "id" => self.event.id = Some(value.to_owned()),
            "event" => value.clone_into(&mut self.event.name),
            "data" => self.event.data.push_str(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_arrive_whole_however_their_bytes_are_cut() {
        let bytes = ": heartbeat\n\nretry: 2000\n\nid: 1\nevent: ready\ndata: {}\n\nevent:assigned\r\ndata:\"ü\"\r\n\r\ndata: half".as_bytes();
        let event = |id: Option<&str>, name: &str, data: &str| ServerSent {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            data: data.to_owned(),
        };
        let expected = [event(Some("1"), "ready", "{}"), event(None, "assigned", "\"ü\"")];
        for size in 1..=bytes.len() {
            let mut reader = EventReader::default();
            let events: Vec<_> = bytes.chunks(size).flat_map(|part| reader.read(part).unwrap()).collect();
            assert_eq!(events, expected, "in parts of {size}");
        }
    }

    #[test]
    fn an_event_without_an_end_is_refused() {
        let mut reader = EventReader::default();
        let part = [b'x'; 64 * 1024];
        assert!((0..=MOST_BYTES / part.len()).any(|_| reader.read(&part) == Err(TooLong)));
    }
}
