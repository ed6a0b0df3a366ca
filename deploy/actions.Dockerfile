# The action server.
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /yida
RUN useradd --create-home yida
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY backend backend
COPY actions actions
COPY data/nlu data/nlu
USER yida
EXPOSE 5055
CMD ["python", "-m", "actions"]
