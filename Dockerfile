# A small image: built on Debian with Rust, run on distroless as an unprivileged user.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
# The bundled SQLite needs a C compiler, which the slim image has.
COPY . .
RUN cargo build --locked --release --bin deskhand
# A volume begins with the owner and mode of the folder in the image; without the folder it would be root's.
RUN mkdir -p /folders/data && chmod 0700 /folders/data

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/target/release/deskhand /usr/local/bin/deskhand
# data/ has the SQLite file, the generated secret, and mails as .eml files where no mail server is set.
WORKDIR /var/lib/deskhand
COPY --from=build --chown=65532:65532 /folders/ /var/lib/deskhand/
# `nonroot`, by number, so that Kubernetes can see that it is not root.
USER 65532:65532
VOLUME /var/lib/deskhand/data
ENV DESKHAND__HTTP__HOST=0.0.0.0
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/deskhand"]
CMD ["serve"]
