# One image for both kinds of process: the command says which it is.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM packages AS built
COPY . .
# What the next build would be quicker by is no use in an image.
RUN node scripts/generate.mjs && node scripts/build.mjs && rm -rf .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
# Certificates for warehouses and platforms; tini hands signals on and reaps what ends.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates tini && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home coterie && mkdir /data && chown coterie /data
COPY --from=built --chown=coterie /app /app
USER coterie
ENV NODE_ENV=production COTERIE_HOME=/data NEXT_TELEMETRY_DISABLED=1
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["tini", "--", "node"]
CMD ["scripts/start.mjs", "--empty", "--host", "0.0.0.0", "--port", "3000"]
