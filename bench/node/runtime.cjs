// The loop of a Lambda runtime: next, handler, response. AWS's own client for Node (aws-lambda-ric) compiles C++ with autotools
// when it is installed, so this stands in for it. It keeps one connection alive and does nothing else, so if it differs from
// AWS's client, it does so in Node's favour.
const http = require('node:http');
const { handler } = require('./track.cjs');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const base = '/2018-06-01/runtime/invocation/';
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request({ host, port, method, path: base + path, agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode < 300
          ? resolve({ headers: response.headers, text: Buffer.concat(parts).toString('utf8') })
          : reject(new Error(`${method} ${path}: HTTP ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function run() {
  for (;;) {
    const next = await call('GET', 'next');
    const id = next.headers['lambda-runtime-aws-request-id'];
    try {
      await call('POST', `${id}/response`, JSON.stringify(await handler(JSON.parse(next.text), { awsRequestId: id })));
    } catch (error) {
      await call('POST', `${id}/error`, JSON.stringify({ errorMessage: error.message, errorType: error.name }));
    }
  }
}

run().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
