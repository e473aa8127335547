import { app } from '@azure/functions';

app.hook.appStart(() => console.log('hook appStart'));
app.hook.appTerminate(() => console.log('hook appTerminate'));
app.hook.preInvocation((context) => {
  context.hookData.name = context.invocationContext.functionName;
  const inner = context.functionHandler;
  context.functionHandler = async (...args) => `${await inner(...args)} wrapped`;
});
app.hook.postInvocation((context) => {
  context.invocationContext.log(`post ${context.hookData.name}: ${context.result ?? context.error.message}`);
  if (context.error?.message === 'forgiven') context.error = null;
});
app.hook.log((context) => {
  if (context.category === 'user') context.message = context.message.replaceAll('5-0123-0456', '[cedula]');
});

app.timer('well', {
  schedule: '0 0 0 1 1 *',
  handler: (_, context) => {
    context.warn('cedula 5-0123-0456');
    return 'done';
  },
});
app.timer('forgiven', {
  schedule: '0 0 0 1 1 *',
  handler: () => {
    throw new Error('forgiven');
  },
});
