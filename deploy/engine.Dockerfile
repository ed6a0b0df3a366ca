# One engine worker: Rasa with the model of this tree, trained when the image is built.
FROM python:3.10-slim
ENV RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    PYTHONUNBUFFERED=1 PYTHONPATH=/yida
WORKDIR /yida
RUN useradd --create-home yida && install -d -o yida /yida /yida/var
COPY bot/requirements.lock bot/
RUN pip install --no-cache-dir --no-deps --require-hashes -r bot/requirements.lock
USER yida
COPY --chown=yida config.yml domain.yml credentials.yml deploy/endpoints.yml ./
COPY --chown=yida data data
COPY --chown=yida bot bot
RUN python -m rasa train --out models --fixed-model-name yida --skip-validation
EXPOSE 5005
CMD ["python", "-m", "rasa", "run", "--interface", "0.0.0.0", "--port", "5005", \
     "--model", "models/yida.tar.gz", "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
