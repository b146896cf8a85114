# A small image: built on Debian with Rust, run on distroless as an unprivileged user.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
# The bundled SQLite needs a C compiler, which the slim image has.
COPY . .
RUN cargo build --locked --release --bin deskhand

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/target/release/deskhand /usr/local/bin/deskhand
# data/ has the SQLite file, the generated secret, and mails as .eml files where no mail server is set.
WORKDIR /var/lib/deskhand
VOLUME /var/lib/deskhand/data
ENV DESKHAND__HTTP__HOST=0.0.0.0
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/deskhand"]
CMD ["serve"]
