# The service with the web parts; also the place to run the command line (`python -m cli.main`).
FROM node:22-slim AS web
WORKDIR /web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY web ./
RUN npm run build

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 YIDA_VAR_DIR=/yida/var YIDA_WEB_DIR=/yida/web/dist
WORKDIR /yida
RUN useradd --create-home yida && install -d -o yida /yida/var
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY backend backend
COPY service service
COPY cli cli
COPY data/nlu data/nlu
COPY --from=web /web/dist web/dist
USER yida
EXPOSE 8080
CMD ["python", "-m", "service"]
