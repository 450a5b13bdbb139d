# The service. Builds with: docker build -t lockstep .
# Runs with: docker run -p 3000:3000 -v lockstep:/data lockstep, or compose.yaml.

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# No script of a package runs: what the build needs comes as it is.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY app.yml app.write.yml ./
COPY --from=build /build/dist ./dist

# The queue, and .env with the credentials that the first run is given.
RUN mkdir /data && chown node:node /data
VOLUME /data
WORKDIR /data
USER node

# Others reach a container: the first run asks for the link that is printed in its log.
ENV HOST=0.0.0.0 PORT=3000 LOCKSTEP_DATA=/data/queue
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/dist/server.js"]
