package kaiku

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/topics"
	"github.com/kaiku-analytics/kaiku/analysis/topics/lineage"
)

// ErrFitting says that a fit runs already.
var ErrFitting = errors.New("kaiku: topics are being fitted: wait for it, or cancel it")

// UnknownFitError says that there is no fit with a name.
type UnknownFitError struct{ Name string }

func (e *UnknownFitError) Error() string {
	return fmt.Sprintf("kaiku: there is no fit %.40q: expected one of the last %d that began", e.Name, keptFits)
}

// keptFits is how many fits are remembered.
const keptFits = 100

// Fit is a fit that runs or has ended, at one moment.
type Fit struct {
	Name           string
	Stage          string // what it is doing
	Done, Total    int    // how far the stage has come; Total is 0 where nobody knows
	Started, Ended time.Time
	Levels         []FitLevel // what it found, coarse to fine; nil while it runs, and where there is an error
	Err            error      // context.Canceled where it was cancelled
}

// FitLevel is the number of topics on a level.
type FitLevel struct {
	Name   string
	Topics int
}

// Fits runs an engine's fits one at a time in the background. It is safe for concurrent use.
type Fits struct {
	engine *Engine
	mu     sync.Mutex
	fits   []*fitting // oldest first
	begun  int
}

// fitting is a fit with what waits for it.
type fitting struct {
	Fit
	cancel  context.CancelFunc
	ended   chan struct{} // closed at the end
	changed chan struct{} // closed and replaced when the fit comes further
}

// NewFits returns what runs the fits of an engine. Close it before the engine.
func NewFits(e *Engine) *Fits { return &Fits{engine: e} }

// Start begins a fit and returns at once. The error is ErrFitting while another runs, or says what is wrong with the
// options.
func (f *Fits) Start(by lineage.By, o topics.Options) (Fit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.fits); n > 0 && f.fits[n-1].Ended.IsZero() {
		return Fit{}, ErrFitting
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.begun++
	run := &fitting{cancel: cancel, ended: make(chan struct{}), changed: make(chan struct{})}
	run.Name, run.Started = strconv.Itoa(f.begun), time.Now().UTC()
	f.fits = append(f.fits, run)
	if len(f.fits) > keptFits {
		f.fits = f.fits[1:]
	}
	o.Progress = func(stage string, done, total int) {
		f.change(run, func() { run.Stage, run.Done, run.Total = stage, done, total })
	}
	go func() {
		model, err := f.engine.FitTopicsBy(ctx, by, o)
		cancel()
		var levels []FitLevel
		if err == nil {
			for _, level := range model.Levels {
				levels = append(levels, FitLevel{level.Name, len(level.Topics)})
			}
		}
		f.change(run, func() { run.Levels, run.Err, run.Ended = levels, err, time.Now().UTC() })
		close(run.ended)
	}()
	return run.Fit, nil
}

func (f *Fits) change(run *fitting, do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
	close(run.changed)
	run.changed = make(chan struct{})
}

// find returns a fit by its name; "" is the last that began. The caller holds mu.
func (f *Fits) find(name string) (*fitting, error) {
	for i := len(f.fits) - 1; i >= 0; i-- {
		if name == "" || f.fits[i].Name == name {
			return f.fits[i], nil
		}
	}
	return nil, &UnknownFitError{name}
}

// Get returns a fit; "" is the last that began. The error is an *UnknownFitError.
func (f *Fits) Get(name string) (Fit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	run, err := f.find(name)
	if err != nil {
		return Fit{}, err
	}
	return run.Fit, nil
}

// Watch calls visit with a fit as it is, whenever it has come further but not more often than every interval, and a last
// time when it has ended.
func (f *Fits) Watch(ctx context.Context, name string, interval time.Duration, visit func(Fit) error) error {
	f.mu.Lock()
	run, err := f.find(name)
	f.mu.Unlock()
	if err != nil {
		return err
	}
	for {
		f.mu.Lock()
		now, changed := run.Fit, run.changed
		f.mu.Unlock()
		if err := visit(now); err != nil || !now.Ended.IsZero() {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case <-time.After(interval):
		case <-run.ended:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Cancel ends a fit and returns it when it has ended. One that has ended already stays what it is.
func (f *Fits) Cancel(ctx context.Context, name string) (Fit, error) {
	f.mu.Lock()
	run, err := f.find(name)
	f.mu.Unlock()
	if err != nil {
		return Fit{}, err
	}
	run.cancel()
	select {
	case <-run.ended:
		return f.Get(run.Name)
	case <-ctx.Done():
		return Fit{}, ctx.Err()
	}
}

// Close ends the fit that runs and waits for it.
func (f *Fits) Close() {
	if _, err := f.Cancel(context.Background(), ""); err != nil {
		return // there never was one
	}
}
