import { app } from '@azure/functions';
import { closeApp } from './app.ts';
import './associate.ts';
import './detectChanges.ts';
import './quarantineBatch.ts';
import './reconcile.ts';
import './resyncAssociate.ts';
import './reviews.ts';
import './status.ts';
import './sync.ts';
import './upsertBatch.ts';

// Five seconds remain when the host ends an instance.
app.hook.appTerminate(closeApp);
