import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { connect, describeError, useStandin } from './support.ts';

describe('login', () => {
  const client = useStandin({
    standin: { user: 'lector', password: 'c0ntrasena ñ€', database: 'cooperativa_demo' },
  });

  it('lets the right user in, into the right database', async () => {
    expect(await client.rows('SELECT DB_NAME() AS name')).toEqual([{ name: 'cooperativa_demo' }]);
  });

  it('refuses a wrong password with 18456', async () => {
    const numbers: number[] = [];
    const watch = (connection: {
      on(event: 'errorMessage', listener: (m: { number: number }) => void): void;
    }): void => connection.on('errorMessage', (message) => numbers.push(message.number));
    const error = await connect(client.standin, { password: 'otra', beforeConnect: watch }).catch(
      describeError,
    );
    expect(error).toMatchObject({
      code: 'ELOGIN',
      message: expect.stringContaining("Login failed for user 'lector'"),
    });
    expect(numbers).toContain(18456);
  });

  it('refuses an unknown database', async () => {
    const error = await connect(client.standin, { database: 'otra' }).catch(describeError);
    expect(error).toMatchObject({
      code: 'ELOGIN',
      message: expect.stringContaining('Cannot open database "otra"'),
    });
  });

  it('refuses as often as the fault says, with its number', async () => {
    client.standin.faults.refuseLogins(1, 18456, 'Login failed by order.');
    const error = await connect(client.standin).catch(describeError);
    expect(error).toMatchObject({ message: expect.stringContaining('Login failed by order.') });
    const pool = await connect(client.standin);
    await pool.close();
  });

  it('is tried again by the driver itself when the number is transient', async () => {
    client.standin.faults.refuseLogins(2, 40613, 'Database is not currently available.');
    const pool = await connect(client.standin);
    expect(pool.connected).toBe(true);
    await pool.close();
  });

  it('closes every k-th connection when told to', async () => {
    client.standin.faults.closeEveryConnection(1);
    await expect(connect(client.standin)).rejects.toBeInstanceOf(sql.ConnectionError);
    client.standin.faults.reset();
  });
});
